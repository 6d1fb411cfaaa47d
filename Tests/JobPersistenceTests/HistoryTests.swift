import Foundation
import JobCore
import JobEngine
import JobPersistence
import Testing

/// Random histories of everything that can be asked of a store.
struct HistoryTests {
    @Test(
        "QUEUE-02 I1 I4 decisions 14: in any history steps are legal, tokens grow, counters equal a recount",
        arguments: UInt64(1)...6)
    func randomHistory(seed: UInt64) async throws {
        let clock = TestClock()
        try await withStore(now: { clock.now }) { context in
            let store = context.store
            try await store.addTestHost("a", slots: 3)
            try await store.addTestHost("b", slots: 2)
            var history = RandomHistory(seed: seed, store: store, clock: clock)
            for round in 0..<400 {
                try await history.step()
                if round % 50 == 49 { try await check(store) }
            }
            #expect(history.tokens == history.tokens.sorted())
            #expect(Set(history.tokens).count == history.tokens.count)
            try await check(store)
        }
    }

    private func check(_ store: SQLiteJobStore) async throws {
        var recount: [JobStatus: Int] = [:]
        var query = JobQuery(limit: 7)
        var jobs: [Job] = []
        repeat {
            let page = try await store.jobs(query)
            jobs += page.jobs
            query.after = page.next
        } while query.after != nil
        for job in jobs { recount[job.status, default: 0] += 1 }
        #expect(try await store.counts().byStatus == recount)
        let live = try await store.liveAttempts()
        #expect(Set(live.map(\.job.number)) == Set(jobs.filter(\.status.isLive).map(\.number)))
        let loads = try await store.hostLoads()
        #expect(loads.values.reduce(0) { $0 + $1.attempts } == live.count)
        #expect((loads["a"]?.attempts ?? 0) <= 3 && (loads["b"]?.attempts ?? 0) <= 2)
        for job in jobs {
            let steps = try await store.events(after: 0, job: job.number, limit: 1000).compactMap {
                JobStatus(rawValue: $0.kind)
            }
            for (from, to) in zip(steps, steps.dropFirst()) {
                #expect(from.successors.contains(to), "job \(job.number) went from \(from) to \(to)")
            }
            if let last = steps.last { #expect(last == job.status) }
        }
    }
}

/// Does one random thing after the other; what the state forbids must be refused as a conflict.
private struct RandomHistory {
    private var generator: SeededGenerator
    private let store: SQLiteJobStore
    private let clock: TestClock
    private(set) var tokens: [Int64] = []

    init(seed: UInt64, store: SQLiteJobStore, clock: TestClock) {
        generator = SeededGenerator(seed: seed)
        self.store = store
        self.clock = clock
    }

    mutating func step() async throws {
        clock.advance(Double.random(in: 0...20, using: &generator))
        do {
            try await act(Int.random(in: 0..<12, using: &generator))
        } catch let error as StoreError where error.code == .conflict || error.code == .notFound {
            // Random requests often come too late; the state is checked by the caller.
        }
    }

    private mutating func act(_ action: Int) async throws {
        let job = JobNumber(Int64.random(in: 1...40, using: &generator))
        switch action {
        case 0, 1:
            let isHeld = Int.random(in: 0..<5, using: &generator) == 0
            let delay = Double.random(in: -50...50, using: &generator)
            let due = clock.now.addingTimeInterval(delay)
            _ = try await store.submit(
                [
                    .plain("job") {
                        $0.isHeld = isHeld
                        $0.notBefore = due
                    }
                ], actor: "random")
        case 2: _ = try await store.promoteDue(now: clock.now)
        case 3, 4: try await claim()
        case 5: _ = try await store.requestCancel(job, kill: Bool.random(using: &generator), actor: "random")
        case 6: _ = try await store.hold(job, actor: "random")
        case 7: _ = try await store.release(job, actor: "random")
        case 8: try await store.delete(job, actor: "random")
        case 9 where Int.random(in: 0..<5, using: &generator) == 0:
            let adopted = try await store.adoptAll(worker: WorkerID(), leaseUntil: clock.now, now: clock.now)
            tokens += adopted.map(\.attempt.token)
        default: try await advanceOne()
        }
    }

    private mutating func claim() async throws {
        let ready = try await store.claimable(limit: 3, now: clock.now)
        let requests = ready.map {
            ClaimRequest(job: $0.number, host: Bool.random(using: &generator) ? "a" : "b", reason: "random")
        }
        let live = try await store.claim(requests, worker: WorkerID(), leaseUntil: clock.now, now: clock.now)
        tokens += live.map(\.attempt.token)
    }

    private mutating func advanceOne() async throws {
        guard let live = try await store.liveAttempts().randomElement(using: &generator) else { return }
        let now = clock.now
        if live.job.status == .launching, Bool.random(using: &generator) {
            try await store.record(.started(EngineTime(now), nil), fence: live.attempt.fence, now: now)
            return
        }
        let outcomes = [
            AttemptOutcome(reason: .appExit, exitCode: 0, reachedStart: true),
            AttemptOutcome(reason: .lost, error: "gone", reachedStart: true),
            AttemptOutcome(reason: .startError, error: "no", errorCode: .connection, reachedStart: false),
            AttemptOutcome(reason: .notStarted, reachedStart: false),
        ]
        let possible = live.job.status == .running ? Array(outcomes.prefix(2)) : outcomes
        guard let outcome = possible.randomElement(using: &generator) else { return }
        try await store.settle(
            outcome, next: .after(outcome, of: live.job, jitter: 1), log: LogProgress(), completeness: .complete,
            fence: live.attempt.fence, now: now)
    }
}
