import Foundation
import JobCore
import JobEngine
import JobPersistence
import Testing

struct JobLifeTests {
    @Test("QUEUE-03 a job goes from submit over claim and start to its end, and every step is journalled")
    func wholeLife() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addTestHost()
            let job = try #require(try await store.submit([.plain()], actor: "kim").first)
            #expect(job.status == .queued)
            #expect(try await store.claimable(limit: 10, now: Date()).map(\.number) == [job.number])

            let live = try #require(try await store.claimOne(job.number))
            #expect(live.job.status == .launching)
            #expect(live.attempt.id == AttemptID(job: job.number, number: 1))
            #expect(try await store.claimable(limit: 10, now: Date()).isEmpty)
            #expect(try await store.hostLoads()["local"]?.attempts == 1)

            let ended = try await store.finish(live)
            #expect(ended.status == .completed)
            #expect(ended.exitCode == 0)
            #expect(ended.attemptsUsed == 1)
            #expect(try await store.hostLoads().isEmpty)
            let kinds = try await store.events(after: 0, job: job.number, limit: 100).map(\.kind)
            #expect(kinds == ["submitted", "launching", "running", "completed"])
            #expect(try await store.counts().byStatus == [.completed: 1])
        }
    }

    @Test("QUEUE-01 scheduled and held jobs are pending with the reason, and run once due or released")
    func pendingReasons() async throws {
        try await withStore { context in
            let store = context.store
            let later = Date(timeIntervalSince1970: 4_000_000_000)
            let jobs = try await store.submit(
                [.plain("scheduled") { $0.notBefore = later }, .plain("held") { $0.isHeld = true }], actor: "kim")
            #expect(jobs.map(\.status) == [.pending, .pending])
            #expect(jobs.map(\.blockedReason) == ["scheduled for 2096-10-02T07:06:40.000Z", "held"])
            #expect(try await store.nextDue(after: Date()) == later)
            #expect(try await store.promoteDue(now: Date()) == 0)
            #expect(try await store.promoteDue(now: later) == 1)
            #expect(try await store.release(jobs[1].number, actor: "kim").status == .queued)
            let order = try await store.claimable(limit: 10, now: later).map(\.name)
            #expect(order == ["held", "scheduled"])
        }
    }

    @Test("QUEUE-01 a point of priority is worth a minute of waiting")
    func rankOrder() async throws {
        try await withStore { context in
            let store = context.store
            let names = ["low", "normal", "high", "normal later"]
            let priorities = [20, 50, 80, 50]
            for (name, priority) in zip(names, priorities) {
                _ = try await store.submit([.plain(name) { $0.priority = priority }], actor: "kim")
            }
            let order = try await store.claimable(limit: 10, now: Date()).map(\.name)
            #expect(order == ["high", "normal", "normal later", "low"])
        }
    }
}
