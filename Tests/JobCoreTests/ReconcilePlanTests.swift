import JobCore
import Testing

struct ReconcilePlanTests {
    static let now = moment(10_000)

    static func container(
        _ job: Int64, _ attempt: Int = 1, age: Int64 = 3600, state: ContainerState = .running(isPaused: false)
    ) -> ContainerSummary {
        ContainerSummary(
            id: ExecutionID("c\(job).\(attempt)"), name: "berth-\(job)-\(attempt)", state: state,
            attempt: AttemptID(job: JobNumber(job), number: attempt), token: job, createdAt: moment(now.seconds - age))
    }

    static func attempt(_ job: Int64, _ number: Int = 1) -> AttemptID {
        AttemptID(job: JobNumber(job), number: number)
    }

    @Test("F42 F08 I3 each container and each live attempt gets exactly one fate")
    func fates() {
        let plan = ReconcilePlan(
            containers: [
                Self.container(1), Self.container(2), Self.container(2, 2), Self.container(3), Self.container(4),
            ], live: [Self.attempt(1), Self.attempt(2, 2), Self.attempt(9)], now: Self.now
        ) { attempt in
            switch attempt.job.rawValue {
            case 1: .live
            case 2: attempt.number == 2 ? .live : .ended
            case 3: .kept
            default: .unknown
            }
        }
        #expect(Set(plan.adopt.keys) == [Self.attempt(1), Self.attempt(2, 2)])
        #expect(plan.missing == [Self.attempt(9)])
        #expect(plan.remove.map(\.id.rawValue) == ["c2.1"])
        #expect(plan.orphans.map(\.id.rawValue) == ["c4.1"])
        #expect(plan.spared.isEmpty)
    }

    @Test("I3 an orphan younger than a minute is left alone, and so is one of unknown age")
    func youngOrphans() {
        var ageless = Self.container(3)
        ageless.createdAt = nil
        let plan = ReconcilePlan(
            containers: [Self.container(1, age: 59), Self.container(2, age: 60), ageless], live: [], now: Self.now
        ) { _ in .unknown }
        #expect(plan.orphans.map(\.id.rawValue) == ["c2.1"])
        #expect(plan.spared.isEmpty)
    }

    @Test("I3 a container with damaged labels is an orphan")
    func damagedLabels() {
        var damaged = Self.container(1)
        damaged.attempt = nil
        let plan = ReconcilePlan(containers: [damaged], live: [], now: Self.now) { _ in .live }
        #expect(plan.orphans == [damaged])
        #expect(plan.adopt.isEmpty)
    }

    @Test(
        "decisions-10 the cap holds for unknown containers above ten and a fifth of all, never for ended attempts",
        arguments: [(0, 0), (10, 0), (11, 0), (10, 1000), (100, 0), (100, 900), (300, 700)])
    func cap(orphans: Int, ended: Int) {
        let containers =
            (0..<orphans).map { Self.container(Int64($0 + 1)) } + (0..<ended).map { Self.container(Int64($0 + 5000)) }
        let plan = ReconcilePlan(containers: containers, live: [], now: Self.now) { attempt in
            attempt.job.rawValue >= 5000 ? .ended : .unknown
        }
        #expect(plan.remove.count == ended)
        #expect(plan.orphans.count == min(orphans, max(10, (orphans + ended) / 5)))
        #expect(plan.orphans.count + plan.spared.count == orphans)
    }

    @Test("I3 for any list nothing is both kept and removed, and nothing live is ever removed")
    func property() {
        var random = TestSeed.generator("reconcile")
        for _ in 0..<300 {
            let containers = (0..<Int.random(in: 0...60, using: &random)).map { index in
                Self.container(Int64(index + 1), age: Int64.random(in: 0...120, using: &random))
            }
            var knowledge: [AttemptID: ReconcilePlan.Knowledge] = [:]
            for container in containers {
                guard let attempt = container.attempt else { continue }
                knowledge[attempt] = [.live, .ended, .kept, .unknown].randomElement(using: &random)
            }
            let live = Set(knowledge.filter { $0.value == .live }.keys)
            let plan = ReconcilePlan(containers: containers, live: live, now: Self.now) { knowledge[$0] ?? .unknown }
            let removed = plan.remove + plan.orphans
            #expect(Set(plan.adopt.keys) == live)
            #expect(plan.missing.isEmpty)
            #expect(removed.allSatisfy { $0.attempt.map { !live.contains($0) } ?? true })
            #expect(Set(removed.map(\.id)).isDisjoint(with: plan.spared.map(\.id)))
            #expect(Set(removed.map(\.id)).count == removed.count)
        }
    }
}
