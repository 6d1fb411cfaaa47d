import Foundation
import JobCore
import Testing

struct PlacementTests {
    static let now = Date(timeIntervalSince1970: 1_000_000)

    static func candidate(
        _ name: String, load: HostLoad = HostLoad(), _ change: (inout JobHost) -> Void = { _ in }
    ) -> Placement.Candidate {
        var host = JobHost(
            name: name, kind: .docker,
            condition: HostCondition(
                state: .ok, checkedAt: now.addingTimeInterval(-5), cores: 4, memory: .gigabytes(8)))
        change(&host)
        return Placement.Candidate(host: host, load: load)
    }

    static func place(
        _ job: Job, _ candidates: [Placement.Candidate], _ policy: RouterPolicy = RouterPolicy()
    ) -> Placement {
        Placement.place(RoutingSubject(job), among: candidates, policy: policy, now: now) { _ in 0 }
    }

    /// The decision for a host, with those that were not taken.
    static func host(_ name: String, _ reason: String, not rejected: [(String, Obstacle)] = []) -> Placement {
        Placement(
            host: name, reason: reason, rejected: rejected.map { Placement.Rejection(host: $0, obstacle: $1) })
    }

    /// Why the only candidate was not taken.
    static func reason(_ job: Job, _ candidate: Placement.Candidate) -> String? {
        place(job, [candidate]).rejected.first?.reason
    }

    @Test("ROUTE-02 ROUTE-14 a host is refused for its state, its slots, its memory and its cores, in words")
    func filters() {
        var job = makeJob()
        #expect(Self.place(job, [Self.candidate("a")]) == Self.host("a", "the only host that fits"))
        #expect(Self.reason(job, Self.candidate("a") { $0.isActive = false }) == "inactive")
        #expect(Self.reason(job, Self.candidate("a") { $0.condition = nil }) == "not heard of lately")
        #expect(
            Self.reason(job, Self.candidate("a") { $0.condition?.checkedAt = Self.now.addingTimeInterval(-61) })
                == "not heard of lately")
        let lost = HostCondition(
            state: .lost(since: Self.now, retryAt: Self.now), reason: "connection refused", checkedAt: Self.now)
        #expect(Self.reason(job, Self.candidate("a") { $0.condition = lost }) == "connection refused")
        let full = HostLoad(attempts: 3)
        #expect(Self.reason(job, Self.candidate("a", load: full) { $0.slots = 3 }) == "all 3 slots are taken")
        #expect(Self.reason(job, Self.candidate("a", load: full) { $0.slots = 4 }) == nil)
        job.spec.limits.memory = .gigabytes(3)
        #expect(Self.reason(job, Self.candidate("a", load: HostLoad(memory: .gigabytes(5)))) == nil)
        #expect(
            Self.reason(job, Self.candidate("a", load: HostLoad(memory: .gigabytes(6))))
                == "3 GB of memory asked for, 2 GB of 8 GB free")
        #expect(
            Self.reason(job, Self.candidate("a", load: HostLoad(memory: .gigabytes(9))))
                == "3 GB of memory asked for, 0 B of 8 GB free")
        job.spec.limits = ResourceLimits(cpus: 1.5)
        #expect(Self.reason(job, Self.candidate("a", load: HostLoad(cpus: 2.5))) == nil)
        #expect(
            Self.reason(job, Self.candidate("a", load: HostLoad(cpus: 2.6)))
                == "1.5 cores asked for, 1.4 of 4 free")
    }

    @Test("ROUTE-14 forty tenths of a core fill four cores, and no wish overflows")
    func arithmetic() {
        var load = HostLoad()
        for _ in 0..<39 { load.add(ResourceLimits(cpus: 0.1)) }
        var job = makeJob()
        job.spec.limits.cpus = 0.1
        #expect(Self.reason(job, Self.candidate("a", load: load) { $0.slots = 100 }) == nil)
        load.add(job.spec.limits)
        #expect(Self.reason(job, Self.candidate("a", load: load) { $0.slots = 100 }) != nil)
        job.spec.limits = ResourceLimits(memory: .bytes(.max))
        #expect(Self.reason(job, Self.candidate("a", load: HostLoad(memory: .gigabytes(1)))) != nil)
    }

    @Test("ROUTE-07 ROUTE-14 a required host is waited for, a preferred one is taken when it fits")
    func preference() {
        var job = makeJob()
        job.routing = RoutingPreference(host: "b")
        let other = ("a", Obstacle.lacks(HostTrait("host", "b"), rule: nil))
        #expect(
            Self.place(job, [Self.candidate("a"), Self.candidate("b")])
                == Self.host("b", "the only host that fits", not: [other]))
        let busy = Self.candidate("b", load: HostLoad(attempts: 10))
        let waiting = Self.place(job, [Self.candidate("a"), busy])
        #expect(waiting.host == nil && waiting.reason == "b: all 10 slots are taken")
        #expect(waiting.rejected.map(\.reason) == ["the job asks for host 'b'", "all 10 slots are taken"])
        job.routing.isRequired = false
        #expect(
            Self.place(job, [Self.candidate("a"), Self.candidate("b")])
                == Self.host("b", "as preferred: host=b", not: [("a", .lessPreferred(HostTrait("host", "b")))]))
        #expect(
            Self.place(job, [Self.candidate("a"), busy]).reason
                == "no host that fits has the preferred host=b; the only host that fits")
        job.routing = RoutingPreference(executor: .mock)
        #expect(Self.reason(job, Self.candidate("a")) == "the job asks for executor 'mock'")
        job.routing = RoutingPreference(region: "eu")
        #expect(Self.reason(job, Self.candidate("a")) == "the job asks for region 'eu'")
        #expect(Self.reason(job, Self.candidate("a") { $0.region = "eu" }) == nil)
    }

    @Test("ROUTE-14 without hosts the way to add one is told")
    func noHosts() {
        let nowhere = Self.place(makeJob(), [])
        #expect(nowhere.host == nil && nowhere.reason == "no host is configured; add one with `berth host add`")
    }

    @Test("ROUTE-14 each ticket of the draw belongs to one host, in proportion to the weights")
    func weights() throws {
        let candidates = [("a", 100), ("b", 300), ("c", 1)].map { name, weight in
            Self.candidate(name) { $0.weight = weight }
        }
        var drawn: [String: Int] = [:]
        for ticket in 0..<401 {
            let placement = Placement.place(RoutingSubject(makeJob()), among: candidates, now: Self.now) { total in
                #expect(total == 401)
                return ticket
            }
            drawn[try #require(placement.host), default: 0] += 1
        }
        #expect(drawn == ["a": 100, "b": 300, "c": 1])
    }
}

extension PlacementTests {
    @Test("ROUTE-14 BASE-13 a host whose executor can never run the job is passed over, in its words")
    func refusal() {
        var simulated = Self.candidate("a")
        simulated.refusal = { $0.takesInput ? "reads no standard input" : nil }
        var job = makeJob()
        #expect(Self.reason(job, simulated) == nil)
        job.spec.takesInput = true
        #expect(Self.reason(job, simulated) == "reads no standard input")
        let elsewhere = Self.place(job, [simulated, Self.candidate("b")])
        #expect(
            elsewhere == Self.host("b", "the only host that fits", not: [("a", .refused("reads no standard input"))]))
    }
}
