import Foundation
import JobCore
import JobEngine
import JobPersistence
import Testing

struct ChangeTests {
    @Test("QUEUE-08 many jobs are changed at once; what is refused is told for each, and the others are still done")
    func bulk() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addTestHost()
            let jobs = try await store.submit((0..<4).map { .plain("job-\($0)") }, actor: "kim")
            let live = try #require(try await store.claimOne(jobs[1].number))
            let outcomes = try await store.change(
                jobs.map(\.number) + [JobNumber(99)], .priority(90), actor: "kim")
            let done = outcomes.map { if case .success(let job) = $0.result { job.priority } else { -1 } }
            #expect(done == [90, -1, 90, 90, -1])
            guard case .failure(let refused) = outcomes[1].result, case .failure(let unknown) = outcomes[4].result
            else {
                Issue.record("a running and an unknown job were changed")
                return
            }
            #expect(refused.message.contains("is launching"))
            #expect(unknown.code == .notFound)
            try await store.finish(live)
        }
    }

    @Test("QUEUE-08 a waiting job is given another time, and comes back to the queue when it is due or released")
    func reschedule() async throws {
        let clock = TestClock()
        try await withStore(now: { clock.now }) { context in
            let store = context.store
            let job = try await store.submit([.plain()], actor: "kim")[0]
            let later = clock.now.addingTimeInterval(100)
            _ = try await store.change([job.number], .schedule(later), actor: "kim")
            let waiting = try await store.job(.number(job.number))
            #expect(waiting.status == .pending)
            #expect(waiting.blockedReason == "scheduled for \(EngineTime(later).timestamp)")
            #expect(try await store.claimable(limit: 10, now: clock.now).isEmpty)
            #expect(try await store.nextDue(after: clock.now) == later)
            _ = try await store.change([job.number], .schedule(clock.now), actor: "kim")
            #expect(try await store.job(.number(job.number)).status == .queued)
            _ = try await store.change([job.number], .schedule(later), actor: "kim")
            clock.advance(101)
            #expect(try await store.promoteDue(now: clock.now) == 1)
        }
    }

    @Test("QUEUE-08 QUEUE-11 a queued job moves between groups, and its place in the queue with it")
    func groups() async throws {
        try await withStore { context in
            let store = context.store
            _ = try await store.changeGroup("slow", .limit(1), actor: "kim")
            _ = try await store.changeGroup("slow", .pause, actor: "kim")
            let job = try await store.submit([.plain()], actor: "kim")[0]
            _ = try await store.change([job.number], .group("slow"), actor: "kim")
            #expect(try await store.claimable(limit: 10, now: Date()).isEmpty)
            #expect(try await store.jobs(JobQuery(group: "slow")).jobs.map(\.number) == [job.number])
            _ = try await store.change([job.number], .group(nil), actor: "kim")
            #expect(try await store.claimable(limit: 10, now: Date()).map(\.number) == [job.number])
        }
    }

    @Test("QUEUE-09 statistics count every kind of waiting, today's ends, throughput and launch latency")
    func statistics() async throws {
        let clock = TestClock()
        try await withStore(now: { clock.now }) { context in
            let store = context.store
            try await store.addTestHost()
            #expect(try await store.statistics() == QueueStatistics())
            let start = clock.now
            let jobs = try await store.submit((0..<20).map { .plain("job-\($0)") }, actor: "kim")
            for (index, job) in jobs.enumerated() {
                clock.advance(1)
                let live = try #require(try await store.claimOne(job.number, now: clock.now))
                let isBad = index % 5 == 0
                try await store.finish(
                    live, code: isBad ? 1 : 0, next: .finish(isBad ? .failed : .completed), now: clock.now)
            }
            let first = try await store.submit(
                [
                    .plain("ready"), .plain("held") { $0.isHeld = true },
                    .plain("scheduled") { $0.notBefore = clock.now.addingTimeInterval(60) },
                ], actor: "kim")[0]
            _ = try await store.submit(
                [.plain("after") { $0.after = [Prerequisite(.number(first.number))] }], actor: "kim")
            let statistics = try await store.statistics()
            #expect(statistics.ready == 1)
            #expect(statistics.held == 1)
            #expect(statistics.scheduled == 1)
            #expect(statistics.dependent == 1)
            #expect(statistics.completedToday == 16)
            #expect(statistics.failedToday == 4)
            #expect(statistics.oldestReadyAt == start.addingTimeInterval(20))
            #expect(statistics.endedInLastHour == 20)
            #expect(statistics.endedInLastDay == [.mock: [.completed: 16, .failed: 4]])
            let latency = try #require(statistics.launchLatency)
            #expect(latency.jobs == 20)
            #expect(latency.median == .seconds(10))
            #expect(latency.percentile95 == .seconds(19))
        }
    }
}
