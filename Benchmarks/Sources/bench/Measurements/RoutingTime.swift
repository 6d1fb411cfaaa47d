import Foundation
import JobCore
import Measures

/// What one decision among a thousand hosts costs (ROUTE-12).
struct RoutingTime {
    var hosts = 1000
    var decisions = 500

    struct Result {
        /// Every host fits, by weight; ms.
        var weighted: [Double] = []
        /// Every host fits, the least loaded is taken; ms.
        var leastLoaded: [Double] = []
        /// Half are full, and the job has wishes; ms.
        var wishes: [Double] = []
    }

    func run() -> Result {
        let now = Date()
        let candidates = (0..<hosts).map { number in
            var host = JobHost(name: "host-\(number)", kind: .docker, weight: 1 + number % 1000)
            host.region = number.isMultiple(of: 3) ? "eu" : "us"
            host.labels = ["gpu": number.isMultiple(of: 5) ? "true" : "false"]
            host.condition = HostCondition(state: .ok, checkedAt: now, cores: 16, memory: .gigabytes(64))
            let load = HostLoad(attempts: number.isMultiple(of: 2) ? 10 : 3, memory: .gigabytes(8), cpus: 4)
            return Placement.Candidate(host: host, load: load)
        }
        let open = candidates.map { candidate in
            Placement.Candidate(host: candidate.ledger.host, load: HostLoad(attempts: 3, cpus: 4))
        }
        var plain = JobDraft(spec: JobSpec(image: "app:2"))
        plain.spec.limits = ResourceLimits(memory: .gigabytes(2), cpus: 1)
        var wishing = plain
        wishing.routing.preferred = [HostTrait("region", "eu"), HostTrait("gpu", "true")]
        var result = Result()
        let least = RouterPolicy(strategy: .leastLoaded)
        result.weighted = times(plain, open, RouterPolicy(), now)
        result.leastLoaded = times(plain, open, least, now)
        result.wishes = times(wishing, candidates, RouterPolicy(), now)
        return result
    }

    private func times(
        _ draft: JobDraft, _ candidates: [Placement.Candidate], _ policy: RouterPolicy, _ now: Date
    ) -> [Double] {
        (0..<decisions).map { _ in
            let began = ContinuousClock.now
            let placement = Placement.place(
                RoutingSubject(draft), among: candidates, policy: policy, now: now, draw: { Int.random(in: 0..<$0) })
            let took = ContinuousClock.now - began
            precondition(placement.host != nil, "there are hosts that fit")
            return took.inSeconds * 1000
        }
    }
}
