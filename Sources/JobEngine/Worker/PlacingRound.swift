import Foundation
import JobCore

/// One look at the ready jobs: each is placed on a host, and counts there for those behind it.
struct PlacingRound {
    private let hosts: [JobHost]
    private var loads: [String: HostLoad]
    private let refusals: [String: @Sendable (JobSpec) -> String?]
    private let now: Date
    private let room: Int
    private var seen: Set<JobNumber> = []
    /// What is to be claimed, in the order of the queue.
    private(set) var requests: [ClaimRequest] = []
    /// Why the others wait, where that is not what stands there already.
    private(set) var reasons: [JobNumber: String?] = [:]

    /// Begins a round.
    ///
    /// - Parameters:
    ///   - supervisors: by the host's name.
    ///   - room: how many jobs may be claimed.
    init(_ supervisors: [String: HostSupervisor], loads: [String: HostLoad], room: Int, now: Date) {
        hosts = supervisors.values.map { supervisor in
            var host = supervisor.host
            host.condition = supervisor.condition
            return host
        }.sorted { $0.name < $1.name }
        refusals = supervisors.mapValues { supervisor in
            { spec in
                do throws(InvalidInput) {
                    try supervisor.executor.validate(spec)
                    return nil
                } catch {
                    return error.message
                }
            }
        }
        (self.loads, self.room, self.now) = (loads, room, now)
    }

    /// Whether more may be claimed.
    var hasRoom: Bool { requests.count < room }

    /// Whether anything could be started anywhere now.
    var hasOpenHost: Bool { closedHosts.count < hosts.count }

    /// The hosts where nothing at all can be started now.
    var closedHosts: Set<String> {
        Set(hosts.filter { $0.isClosed(to: loads[$0.name] ?? HostLoad(), now: now) }.map(\.name))
    }

    /// Places jobs while there is room. One that was looked at before is passed over.
    mutating func place(_ jobs: [Job]) {
        for job in jobs where hasRoom && seen.insert(job.number).inserted {
            let candidates = hosts.map { host in
                Placement.Candidate(
                    host: host, load: loads[host.name] ?? HostLoad(), refusal: refusals[host.name] ?? { _ in nil })
            }
            switch Placement.place(job, among: candidates, now: now, draw: { Int.random(in: 0..<$0) }) {
            case .host(let name, let reason):
                loads[name, default: HostLoad()].add(job.spec.limits)
                requests.append(ClaimRequest(job: job.number, host: name, reason: reason))
            case .nowhere(let reason, _):
                if job.blockedReason != reason { reasons[job.number] = reason }
            }
        }
    }
}
