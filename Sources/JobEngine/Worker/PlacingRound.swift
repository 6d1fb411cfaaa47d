import Foundation
import JobCore

/// One look at the ready jobs: each is placed on a host, and counts there for those behind it.
struct PlacingRound {
    private var candidates: [Placement.Candidate]
    private let policy: RouterPolicy
    private let now: Date
    private let room: Int
    private var seen: Set<JobNumber> = []
    /// What is to be claimed, in the order of the queue.
    private(set) var requests: [ClaimRequest] = []
    /// Why the others wait, where that is not what stands there already.
    private(set) var blockages: [JobNumber: Blockage] = [:]

    /// Begins a round.
    ///
    /// - Parameters:
    ///   - supervisors: by the host's name.
    ///   - unbuildable: hosts that cannot be used, with their condition.
    ///   - room: how many jobs may be claimed.
    init(
        _ supervisors: [String: HostSupervisor], unbuildable: [JobHost], loads: [String: HostLoad],
        policy: RouterPolicy, room: Int, now: Date
    ) {
        let usable = supervisors.values.map { supervisor in
            var host = supervisor.host
            host.condition = supervisor.condition
            return Placement.Candidate(host: host, load: loads[host.name] ?? HostLoad(), executor: supervisor.executor)
        }
        candidates = (usable + unbuildable.map { Placement.Candidate(host: $0, load: HostLoad()) })
            .sorted { $0.ledger.host.name < $1.ledger.host.name }
        (self.policy, self.room, self.now) = (policy, room, now)
    }

    /// Whether more may be claimed.
    var hasRoom: Bool { requests.count < room }

    /// What hosts could take beside what was placed already.
    var openings: Openings { Openings(candidates, policy: policy, now: now) }

    /// Places jobs while there is room. One that was looked at before is passed over.
    mutating func place(_ jobs: [Job]) {
        for job in jobs where hasRoom && seen.insert(job.number).inserted {
            let placement = Placement.place(
                RoutingSubject(job), among: candidates, policy: policy, now: now, draw: { Int.random(in: 0..<$0) })
            if let host = placement.host {
                let index = candidates.firstIndex { $0.ledger.host.name == host }
                requests.append(
                    ClaimRequest(
                        job: job.number, host: host, endpoint: index.map { candidates[$0].ledger.host.endpoint },
                        reason: placement.reason, rejected: placement.rejectedHosts))
                if let index { candidates[index].ledger.allocate(job.spec.limits) }
            } else if job.blockedReason != placement.reason {
                blockages[job.number] = Blockage(reason: placement.reason, rejected: placement.rejectedHosts)
            }
        }
    }
}
