import Foundation
import JobCore
import JobEngine
import JobPersistence
import Testing

struct ClaimTests {
    @Test("QUEUE-04 CMD-13 F70 four stores claim 2,000 jobs: each exactly once, no token twice, no lock error")
    func fourClaimers() async throws {
        try await withStore { context in
            try await context.store.addTestHost(slots: 100_000)
            let drafts = (0..<2000).map { JobDraft.plain("job-\($0)") }
            let submitted = try await context.store.submit(drafts, actor: "kim")
            let claimed = try await withThrowingTaskGroup(of: [Attempt].self) { group in
                for number in 0..<4 {
                    group.addTask { try await Self.claimAll(context, seed: UInt64(number)) }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(claimed.count == 2000)
            #expect(Set(claimed.map(\.id.job)) == Set(submitted.map(\.number)))
            #expect(Set(claimed.map(\.token)).count == 2000)
            #expect(try await context.store.counts().byStatus == [.launching: 2000])
        }
    }

    private static func claimAll(_ context: TemporaryStore, seed: UInt64) async throws -> [Attempt] {
        let store = try await context.another()
        var claimed: [Attempt] = []
        while true {
            let ready = try await store.claimable(limit: 30, now: Date())
            if ready.isEmpty { break }
            let requests = ready.map { ClaimRequest(job: $0.number, host: "local", reason: "test") }
            let live = try await store.claim(
                requests, worker: WorkerID(), leaseUntil: Date().addingTimeInterval(30), now: Date())
            claimed += live.map(\.attempt)
        }
        await store.close()
        return claimed
    }

    @Test("QUEUE-04 a claim counts slots, memory and cores of the host again, and leaves out what does not fit")
    func limits() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addTestHost(slots: 3, memory: .megabytes(1024), cores: 2)
            func limited(_ name: String, _ memory: Int64?, _ cpus: Double?) -> JobDraft {
                .plain(name) { $0.spec.limits = ResourceLimits(memory: memory.map { .megabytes($0) }, cpus: cpus) }
            }
            let jobs = try await store.submit(
                [
                    limited("a", 768, 1.5), limited("too much memory", 512, nil), limited("too many cores", nil, 1),
                    limited("b", 256, 0.5), limited("c", nil, nil), limited("no slot", nil, nil),
                ], actor: "kim")
            let live = try await store.claim(
                jobs.map { ClaimRequest(job: $0.number, host: "local", reason: "test") }, worker: WorkerID(),
                leaseUntil: Date(), now: Date())
            #expect(live.map(\.job.name) == ["a", "b", "c"])
            let load = try #require(try await store.hostLoads()["local"])
            #expect(load == HostLoad(attempts: 3, memory: .megabytes(1024), cpus: 2))
            #expect(try await store.claimOne(jobs[5].number, on: "no such host") == nil)
        }
    }

    @Test("CMD-09 a host that has got another engine since it was chosen takes no job")
    func movedHost() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addHost(
                JobHost(
                    name: "local", kind: .docker, endpoint: "unix:///new.sock",
                    condition: HostCondition(state: .ok, checkedAt: Date())), actor: "test")
            let job = try await store.submit([.plain()], actor: "kim")[0]
            for (endpoint, count) in [("unix:///old.sock", 0), ("unix:///new.sock", 1)] {
                let claimed = try await store.claim(
                    [ClaimRequest(job: job.number, host: "local", endpoint: endpoint, reason: "test")],
                    worker: WorkerID(), leaseUntil: Date().addingTimeInterval(30), now: Date())
                #expect(claimed.count == count)
            }
        }
    }

    @Test("I8 F11 after a takeover no write with the old token is applied")
    func fencing() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addTestHost()
            let job = try await store.submit([.plain()], actor: "kim")[0]
            let old = try #require(try await store.claimOne(job.number)).attempt
            let adopted = try await store.adoptAll(worker: WorkerID(), leaseUntil: Date(), now: Date())
            let new = try #require(adopted.first).attempt
            #expect(new.token > old.token)

            let outcome = AttemptOutcome(reason: .appExit, exitCode: 0, reachedStart: true)
            let sample = UsageSample(
                at: Date(), memory: .megabytes(1), memoryLimit: nil, cpuSeconds: 1, cpuPercent: nil, source: .mock)
            try await store.addUsage([(sample, old.fence)])
            #expect(try await store.usage(of: old.id, limit: 1).isEmpty)
            for write in 0..<3 {
                let refused = await #expect(throws: StoreError.self) {
                    switch write {
                    case 0: try await store.record(.prepared(ExecutionID("late")), fence: old.fence, now: Date())
                    case 1: try await store.record(.started(EngineTime(Date()), nil), fence: old.fence, now: Date())
                    default:
                        try await store.settle(
                            outcome, next: .finish(.completed), log: LogProgress(), completeness: .complete,
                            fence: old.fence, now: Date())
                    }
                }
                #expect(refused?.message.contains("another worker has taken it over") == true)
            }
            let stored = try #require(try await store.attempts(of: job.number).first)
            #expect(stored == new)
            #expect(try await store.job(.number(job.number)).status == .launching)
            #expect(try await store.finish(adopted[0]).status == .completed)
        }
    }

    @Test("QUEUE-07 decisions 3: an adopted container that has run and exited passes through running in one write")
    func adoptedExit() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addTestHost()
            let job = try await store.submit([.plain()], actor: "kim")[0]
            let live = try #require(try await store.claimOne(job.number))
            let start = EngineTime(seconds: 1_700_000_000, nanoseconds: 123_456_789)
            let end = EngineTime(seconds: 1_700_000_009, nanoseconds: 999_999_999)
            let ended = try await store.settle(
                AttemptOutcome(
                    reason: .appExit, exitCode: 3, startedAt: start, finishedAt: end, error: "boom", reachedStart: true),
                next: .finish(.failed), log: LogProgress(bytes: 10, lines: 2), completeness: .incomplete(.rotation),
                fence: live.attempt.fence, now: Date())
            #expect(ended.attemptsUsed == 1)
            #expect(ended.exitCode == 3)
            let kinds = try await store.events(after: 0, job: job.number, limit: 10).map(\.kind)
            #expect(kinds == ["submitted", "launching", "running", "failed"])
            let attempt = try #require(try await store.attempts(of: job.number).first)
            #expect(attempt.startedAt == start)
            #expect(attempt.finishedAt == end)
            #expect(attempt.logBytes == 10)
            #expect(attempt.logCompleteness == .incomplete(.rotation))
            #expect(try await store.unremoved(host: "local", limit: 10).map(\.id) == [attempt.id])
            try await store.markRemoved([attempt.id], now: Date())
            #expect(try await store.unremoved(host: "local", limit: 10).isEmpty)
        }
    }

    @Test(
        "QUEUE-05 decisions 4: failures before start are counted apart, a retry is claimable when due, a requeue keeps its place"
    )
    func retries() async throws {
        let clock = TestClock()
        try await withStore(now: { clock.now }) { context in
            let store = context.store
            try await store.addTestHost()
            let job = try await store.submit([.plain()], actor: "kim")[0]
            let first = try #require(try await store.claimOne(job.number, now: clock.now))
            let failure = AttemptOutcome(
                reason: .startError, error: "no answer", errorCode: .connection, reachedStart: false)
            let waiting = try await store.settle(
                failure, next: .retry(after: .seconds(8)), log: LogProgress(), completeness: .complete,
                fence: first.attempt.fence, now: clock.now)
            #expect(waiting.status == .retrying)
            #expect(waiting.infrastructureFailures == 1)
            #expect(waiting.attemptsUsed == 0)
            #expect(waiting.retryAt == clock.now.addingTimeInterval(8))
            #expect(try await store.claimable(limit: 10, now: clock.now).isEmpty)
            #expect(try await store.nextDue(after: clock.now) == waiting.retryAt)
            clock.advance(8)
            #expect(try await store.claimable(limit: 10, now: clock.now).map(\.number) == [job.number])

            let second = try #require(try await store.claimOne(job.number, now: clock.now))
            #expect(second.attempt.id.number == 2)
            let back = try await store.settle(
                AttemptOutcome(reason: .notStarted, reachedStart: false), next: .requeue, log: LogProgress(),
                completeness: .complete, fence: second.attempt.fence, now: clock.now)
            #expect(back.status == .queued)
            #expect(back.infrastructureFailures == 1)
            #expect(back.eligibleAt == waiting.retryAt)
            #expect(try await store.unremoved(host: "local", limit: 10).map(\.id.number) == [1])
            let known = try await store.knowledge(of: [second.attempt.id, AttemptID(job: job.number, number: 9)])
            #expect(known[second.attempt.id] == .ended(at: clock.now))
            #expect(known[AttemptID(job: job.number, number: 9)] == .unknown)
        }
    }
}
