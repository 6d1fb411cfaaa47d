import Foundation
import JobCore
import Testing

struct RouterTests {
    private func candidate(
        _ name: String, load: HostLoad = HostLoad(), _ change: (inout JobHost) -> Void = { _ in }
    ) -> Placement.Candidate {
        PlacementTests.candidate(name, load: load, change)
    }

    private func place(
        _ job: Job, _ candidates: [Placement.Candidate], _ policy: RouterPolicy = RouterPolicy()
    ) -> Placement {
        PlacementTests.place(job, candidates, policy)
    }

    @Test("ROUTE-01 ROUTE-02 a kind is available while one host of it is active, answers and has a slot")
    func availability() {
        var job = makeJob()
        job.routing.executor = .mock
        let lost = HostCondition(
            state: .misconfigured("no such socket"), reason: "no such socket", checkedAt: PlacementTests.now)
        let bad = [
            candidate("off") {
                $0.kind = .mock; $0.isActive = false
            },
            candidate("broken") {
                $0.kind = .mock; $0.condition = lost
            },
            candidate("full", load: HostLoad(attempts: 10)) { $0.kind = .mock },
            candidate("docker"),
        ]
        let nowhere = place(job, bad)
        #expect(nowhere.host == nil)
        #expect(nowhere.reason == "off: inactive; broken: no such socket; full: all 10 slots are taken")
        #expect(place(job, bad + [candidate("good") { $0.kind = .mock }]).host == "good")
    }

    @Test("ROUTE-03 five of five running: the host takes no more; ROUTE-05 running jobs count against memory and cores")
    func capacity() {
        #expect(place(makeJob(), [candidate("a", load: HostLoad(attempts: 5)) { $0.slots = 5 }]).host == nil)
        var job = makeJob()
        job.spec.limits = ResourceLimits(memory: .megabytes(1024), cpus: 2)
        let small = candidate("small") {
            $0.condition?.memory = .megabytes(512)
            $0.condition?.cores = 1
        }
        let large = candidate("large") { $0.condition?.memory = .megabytes(2048) }
        let chosen = place(job, [small, large])
        #expect(chosen.host == "large")
        #expect(chosen.rejected.map(\.reason) == ["1 GB of memory asked for, 512 MB of 512 MB free"])
        let busy = candidate("large", load: HostLoad(attempts: 1, memory: .megabytes(1500))) {
            $0.condition?.memory = .megabytes(2048)
        }
        #expect(place(job, [small, busy]).host == nil)
    }

    @Test("ROUTE-04 weights 10, 30 and 60: 10,000 draws lie within 250 of 1000, 3000 and 6000, and chi-square agrees")
    func draw() throws {
        let candidates = [("a", 10), ("b", 30), ("c", 60)].map { name, weight in
            candidate(name) { $0.weight = weight }
        }
        let job = RoutingSubject(makeJob())
        func counts(_ seed: UInt64, _ draws: Int) -> [Double] {
            var generator = SeededGenerator(seed: seed)
            var counts: [String: Double] = [:]
            for _ in 0..<draws {
                let placement = Placement.place(job, among: candidates, now: PlacementTests.now) {
                    Int.random(in: 0..<$0, using: &generator)
                }
                counts[placement.host ?? "", default: 0] += 1
            }
            return ["a", "b", "c"].map { counts[$0] ?? 0 }
        }
        for (count, expected) in zip(counts(28, 10_000), [1000.0, 3000, 6000]) {
            #expect(abs(count - expected) <= 250)
        }
        // 9.21 is exceeded by one in a hundred of true draws (two degrees of freedom): by no more than two of twenty seeds.
        let improbable = (1...20).count { seed in
            zip(counts(UInt64(seed), 300), [30.0, 90, 180]).reduce(0) { $0 + pow($1.0 - $1.1, 2) / $1.1 } > 9.21
        }
        #expect(improbable <= 2)
    }

    @Test("ROUTE-06 regions and labels, required and preferred")
    func traits() {
        let hosts = [
            candidate("a") { $0.region = "eu" }, candidate("b") { $0.labels = ["gpu": "true"] },
            candidate("c") {
                $0.region = "us-central1"; $0.labels = ["gpu": "true"]
            },
        ]
        var job = makeJob()
        job.routing.required = [HostTrait("region", "us-central1")]
        #expect(place(job, hosts).host == "c")
        job.routing.required = [HostTrait("gpu", "true"), HostTrait("region", "eu")]
        #expect(place(job, hosts).host == nil)
        job.routing = RoutingPreference(preferred: [HostTrait("gpu", "true"), HostTrait("region", "us-central1")])
        let preferred = place(job, hosts)
        #expect(preferred.host == "c" && preferred.reason == "as preferred: gpu=true, region=us-central1")
        #expect(
            preferred.rejected == [
                Placement.Rejection(host: "a", obstacle: .lessPreferred(HostTrait("gpu", "true"))),
                Placement.Rejection(host: "b", obstacle: .lessPreferred(HostTrait("region", "us-central1"))),
            ])
        job.routing = RoutingPreference(preferred: [HostTrait("region", "mars"), HostTrait("gpu", "true")])
        let next = place(job, Array(hosts.prefix(2)))
        #expect(next.host == "b")
        #expect(next.reason == "no host that fits has the preferred region=mars; as preferred: gpu=true")
    }

    @Test("ROUTE-07 a preferred host that is full is passed over, and the reason says so")
    func nextBest() {
        var job = makeJob()
        job.routing.preferred = [HostTrait("host", "a")]
        #expect(place(job, [candidate("a"), candidate("b")]).reason == "as preferred: host=a")
        let full = candidate("a", load: HostLoad(attempts: 10))
        let placement = place(job, [full, candidate("b"), candidate("c")])
        #expect(placement.host == "b")
        #expect(
            placement.reason
                == "no host that fits has the preferred host=a; drawn by weight among 2 hosts that fit")
        #expect(placement.rejected.map(\.reason) == ["all 10 slots are taken", "fits as well"])
    }

    @Test("ROUTE-08 the first rule by priority that holds adds what it asks for; the job's own word wins")
    func rules() {
        var big = RoutingRule(name: "big", priority: 5, required: [HostTrait("region", "lab")])
        big.memory = RuleRange(from: .gigabytes(4))
        var team = RoutingRule(name: "team", priority: 9, preferred: [HostTrait("ml", "yes")])
        team.labelPatterns = ["team": "ml-*"]
        team.jobPattern = "train*"
        let policy = RouterPolicy(rules: [big, team])
        let hosts = [
            candidate("a"), candidate("b") { $0.labels = ["ml": "yes"] }, candidate("c") { $0.region = "lab" },
            candidate("d") { $0.region = "sea" },
        ]
        var job = makeJob()
        #expect(place(job, hosts, policy).reason == "drawn by weight among 4 hosts that fit")
        job.spec.limits.memory = .gigabytes(5)
        #expect(place(job, hosts, policy).reason == "by rule 'big': the only host that fits")
        #expect(place(job, hosts, policy).host == "c")
        #expect(place(job, hosts, policy).rejected.first?.reason == "rule 'big' asks for region 'lab'")
        #expect(place(job, [hosts[0]], policy).reason == "no host has region 'lab', which rule 'big' asks for")
        // A rule of which nothing is left is not what sent the job there.
        job.routing.region = "sea"
        #expect(place(job, hosts, policy).host == "d")
        #expect(place(job, hosts, policy).reason == "the only host that fits")
        #expect(place(job, hosts, policy).rejected.first?.reason == "the job asks for region 'sea'")
        job.routing.region = nil
        job.name = "train-7"
        job.spec.labels = ["team": "ml-vision"]
        let placement = place(job, hosts, policy)
        #expect(placement.host == "b" && placement.reason == "by rule 'team': as preferred: ml=yes")
    }

    @Test("ROUTE-08 each condition of a rule is looked at")
    func conditions() {
        var job = makeJob()
        job.name = "nightly-7"
        job.spec = JobSpec(image: "registry/app:2")
        job.spec.limits = ResourceLimits(memory: .gigabytes(2), cpus: 2, gpus: "1")
        job.timeout = .seconds(600)
        job.template = "night"
        func holds(_ change: (inout RoutingRule) -> Void) -> Bool {
            var rule = RoutingRule(name: "r", preferred: [HostTrait("host", "b")])
            change(&rule)
            return place(job, [candidate("a"), candidate("b")], RouterPolicy(rules: [rule])).host == "b"
        }
        #expect(holds { _ in })
        #expect(holds { $0.memory = RuleRange(from: .gigabytes(2), to: .gigabytes(2)) })
        #expect(!holds { $0.memory = RuleRange(to: .gigabytes(1)) })
        #expect(holds { $0.cpus = RuleRange(from: 1) })
        #expect(!holds { $0.cpus = RuleRange(from: 2.5) })
        #expect(holds { $0.timeout = RuleRange(to: .seconds(600)) })
        #expect(!holds { $0.timeout = RuleRange(from: .seconds(601)) })
        #expect(holds { $0.gpus = true })
        #expect(!holds { $0.gpus = false })
        #expect(holds { $0.jobPattern = "nightly-?" })
        #expect(!holds { $0.jobPattern = "daily*" })
        #expect(holds { $0.imagePattern = "registry/*" })
        #expect(!holds { $0.imagePattern = "other/*" })
        #expect(holds { $0.templatePattern = "night" })
        #expect(!holds { $0.templatePattern = "day" })
        #expect(!holds { $0.labelPatterns = ["team": "*"] })
        job.timeout = nil
        #expect(!holds { $0.timeout = RuleRange(to: .seconds(600)) })
    }

    @Test("ROUTE-09 where no host of the preferred kind is available, the fallback's order decides")
    func fallback() {
        var job = makeJob()
        job.routing.preferred = [HostTrait("executor", "docker")]
        let full = candidate("d", load: HostLoad(attempts: 10))
        let hosts = [full, candidate("m") { $0.kind = .mock }]
        let placement = place(job, hosts, RouterPolicy(fallback: [.docker: [.mock]]))
        #expect(placement.host == "m")
        #expect(
            placement.reason
                == "no host that fits has the preferred executor=docker; mock is next after docker; the only host that fits"
        )
        #expect(placement.rejectedHosts == [RejectedHost(host: "d", reason: "all 10 slots are taken")])
    }

    @Test("ROUTE-09 of many hosts those that came nearest are stored, and how many more there were")
    func storedHosts() {
        let hosts = (0..<80).map { number in candidate("h\(number)") { $0.region = number < 60 ? nil : "eu" } }
        var job = makeJob()
        job.routing.region = "eu"
        let rejected = place(job, hosts).rejectedHosts
        #expect(rejected.count == 51 && rejected.prefix(19).allSatisfy { $0.reason == "fits as well" })
        #expect(rejected.last == RejectedHost(host: "…", reason: "29 more hosts"))
        let nowhere = place(job, hosts.map { candidate($0.ledger.host.name) })
        #expect(nowhere.reason == "no host has region 'eu'")
    }

    @Test("ROUTE-10 a job that no host could ever take is told apart from one that waits")
    func never() {
        func why(_ job: Job, _ candidates: [Placement.Candidate]) -> String? {
            Placement.whyNever(RoutingSubject(job), among: candidates)
        }
        var job = makeJob()
        let off = candidate("a", load: HostLoad(attempts: 10)) { $0.isActive = false }
        #expect(why(job, [off]) == nil)
        job.spec.limits.memory = .gigabytes(9)
        #expect(why(job, [off]) == "a: 9 GB of memory asked for, 8 GB of 8 GB free")
        #expect(why(job, [off, candidate("b") { $0.condition?.memory = .gigabytes(16) }]) == nil)
        #expect(why(job, [candidate("c") { $0.condition = nil }]) == nil)
        job = makeJob()
        job.routing.region = "mars"
        #expect(why(job, [off]) == "no host has region 'mars'")
        job.routing = RoutingPreference(required: [HostTrait("host", "x")])
        #expect(why(job, [off]) == "there is no host 'x'")
        job = makeJob()
        job.spec.limits.gpus = "device=3"
        #expect(why(job, [candidate("g") { $0.gpus = ["0", "1"] }]) == "g: it has no GPU '3'")
        #expect(why(job, []) != nil)
    }

    @Test("ROUTE-14 the strategy leastLoaded takes the host whose scarcest resource is taken least")
    func leastLoaded() {
        let policy = RouterPolicy(strategy: .leastLoaded)
        let hosts = [
            candidate("a", load: HostLoad(attempts: 2)),
            candidate("b", load: HostLoad(attempts: 1, memory: .gigabytes(6))),
            candidate("c", load: HostLoad(attempts: 1)),
        ]
        let placement = place(makeJob(), hosts, policy)
        #expect(placement.host == "c" && placement.reason == "the least loaded of 3 hosts that fit")
        #expect(place(makeJob(), [hosts[0], hosts[1]], policy).host == "a")
    }

    @Test("ROUTE-12 the work for a job grows by one look a host: 1,000 hosts are looked at once each")
    func operations() {
        let looks = Counter()
        let hosts = (0..<1000).map { number in
            var candidate = candidate("h\(number)")
            candidate.refusal = { _ in
                looks.count += 1
                return number == 999 ? nil : "not this one"
            }
            return candidate
        }
        #expect(place(makeJob(), hosts).host == "h999")
        #expect(looks.count == 1000)
    }

    /// Used by one thread alone.
    private final class Counter: @unchecked Sendable {
        var count = 0
    }

    @Test("ROUTE-06 ROUTE-08 what is no trait or no range is refused with what would be one")
    func badInput() {
        for text in ["region", "=eu", "region=", "executor=podman", "a b=c"] {
            let error = #expect(throws: InvalidInput.self) { try HostTrait(parsing: text, field: "--require") }
            #expect(error?.field == "--require")
        }
        for text in ["8g", "..", "4..2", "x.."] {
            #expect(throws: InvalidInput.self) {
                try RuleRange(parsing: text, field: "memory") { (end) throws(InvalidInput) in
                    try ByteCount(parsing: end, field: "memory")
                }
            }
        }
    }
}
