import Foundation
import JobCore
import JobEngine
import JobPersistence
import Testing

struct ScheduleTests {
    private func schedule(
        _ clock: TestClock, overlap: ScheduleOverlap = .allow, missed: MissedRuns = .once, keep: Int? = nil
    ) throws -> Schedule {
        let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
        var schedule = Schedule(
            name: "nightly", rule: .every(.seconds(600)), zone: zone, overlap: overlap, missed: missed, keep: keep,
            draft: .plain { draft in
                draft.spec.environment = [EnvironmentVariable(name: "TOKEN", value: "hunter2", isSecret: true)]
                draft.timeout = .seconds(5)
                draft.retryPolicy = RetryPolicy(maxAttempts: 2, baseDelay: .seconds(1), maxDelay: .seconds(9))
            }, createdAt: clock.now)
        schedule.nextAt = clock.now.addingTimeInterval(600)
        return schedule
    }

    @Test(
        "QUEUE-13 I22 each due time becomes one job, whoever looks and however often, with the secrets of the schedule")
    func once() async throws {
        let clock = TestClock()
        try await withStore(now: { clock.now }) { context in
            let store = context.store
            try await store.addTestHost()
            let made = try schedule(clock)
            try await store.addSchedule(made, isReplacing: false, actor: "kim")
            var stored = try await store.schedule("nightly")
            #expect(stored.draft.spec.environment[0].value.isEmpty)
            stored.draft.spec.environment[0].value = "hunter2"
            #expect(stored == made)
            #expect(try await store.nextDue(after: clock.now) == made.nextAt)
            #expect(try await store.submitDue(now: clock.now) == 0)
            clock.advance(601)
            let others = [try await context.another(), try await context.another()]
            let submitted = try await withThrowingTaskGroup(of: Int.self) { group in
                for store in [store] + others { group.addTask { try await store.submitDue(now: clock.now) } }
                return try await group.reduce(0, +)
            }
            for other in others { await other.close() }
            #expect(submitted == 1)
            let job = try #require(try await store.jobs(JobQuery(schedule: "nightly")).jobs.first)
            #expect(job.schedule == "nightly")
            #expect(job.timeout == .seconds(5))
            let live = try #require(try await store.claimOne(job.number, now: clock.now))
            #expect(live.job.spec.environment[0].value == "hunter2")
            let next = try await store.schedule("nightly")
            #expect(next.nextAt == made.nextAt?.addingTimeInterval(600))
            #expect(next.lastResult == "job \(job.number)")
            let duplicate = await #expect(throws: StoreError.self) {
                try await store.addSchedule(made, isReplacing: false, actor: "kim")
            }
            #expect(duplicate?.code == .conflict)
        }
    }

    @Test(
        "QUEUE-13 overlap: forbid leaves out, replace cancels and waits, allow runs both",
        arguments: ScheduleOverlap.allCases)
    func overlap(_ overlap: ScheduleOverlap) async throws {
        let clock = TestClock()
        try await withStore(now: { clock.now }) { context in
            let store = context.store
            try await store.addTestHost()
            try await store.addSchedule(try schedule(clock, overlap: overlap), isReplacing: false, actor: "kim")
            clock.advance(600)
            _ = try await store.submitDue(now: clock.now)
            let first = try #require(try await store.jobs(JobQuery()).jobs.first)
            let live = try #require(try await store.claimOne(first.number, now: clock.now))
            clock.advance(600)
            #expect(try await store.submitDue(now: clock.now) == (overlap == .forbid ? 0 : 1))
            let second = try #require(try await store.jobs(JobQuery()).jobs.first)
            switch overlap {
            case .forbid:
                #expect(second.number == first.number)
                #expect(
                    try await store.schedule("nightly").lastResult == "1 run left out: an earlier run has not ended")
                await #expect(throws: StoreError.self) { try await store.runSchedule("nightly", actor: "kim") }
            case .replace:
                #expect(second.status == .pending)
                #expect(try await store.job(.number(first.number)).isCancelling)
                try await store.finish(live, code: 143, next: .finish(.cancelled), now: clock.now)
                #expect(try await store.job(.number(second.number)).status == .queued)
            case .allow: #expect(second.status == .queued)
            }
        }
    }

    @Test("QUEUE-13 runs missed while no worker was there: left out, made up for by one, or by each in a row")
    func missed() async throws {
        for (policy, jobs) in [(MissedRuns.skip, 0), (.once, 1), (.all, 6)] {
            let clock = TestClock()
            try await withStore(now: { clock.now }) { context in
                let store = context.store
                try await store.addSchedule(
                    try schedule(clock, overlap: .forbid, missed: policy), isReplacing: false, actor: "kim")
                clock.advance(3600 + 120)
                #expect(try await store.submitDue(now: clock.now) == jobs)
                #expect(try await store.submitDue(now: clock.now) == 0)
                let stored = try await store.jobs(JobQuery(isDescending: false)).jobs
                #expect(stored.map(\.status) == (0..<jobs).map { $0 == 0 ? .queued : .pending })
                #expect(try await store.schedule("nightly").nextAt == clock.now.addingTimeInterval(480))
            }
        }
    }

    @Test("QUEUE-13 a pause submits nothing and nothing afterwards for its time; a removed schedule leaves its jobs")
    func pause() async throws {
        let clock = TestClock()
        try await withStore(now: { clock.now }) { context in
            let store = context.store
            try await store.addSchedule(try schedule(clock, missed: .all), isReplacing: false, actor: "kim")
            _ = try await store.pauseSchedule("nightly", isPaused: true, actor: "kim")
            clock.advance(1900)
            #expect(try await store.submitDue(now: clock.now) == 0)
            #expect(try await store.nextDue(after: clock.now) == nil)
            let resumed = try await store.pauseSchedule("nightly", isPaused: false, actor: "kim")
            #expect(resumed.nextAt == clock.now.addingTimeInterval(500))
            _ = try await store.runSchedule("nightly", actor: "kim")
            try await store.removeSchedule("nightly", actor: "kim")
            #expect(try await store.jobs(JobQuery(schedule: "nightly")).jobs.count == 1)
            let missing = await #expect(throws: StoreError.self) { try await store.schedule("nightly") }
            #expect(missing?.code == .notFound)
        }
    }

    @Test("QUEUE-13 ended runs beyond those to keep are outdated once their containers are gone")
    func keep() async throws {
        let clock = TestClock()
        try await withStore(now: { clock.now }) { context in
            let store = context.store
            try await store.addTestHost()
            try await store.addSchedule(try schedule(clock, keep: 2), isReplacing: false, actor: "kim")
            var runs: [JobNumber] = []
            for _ in 0..<4 {
                clock.advance(600)
                _ = try await store.submitDue(now: clock.now)
                let job = try #require(try await store.jobs(JobQuery()).jobs.first)
                let live = try #require(try await store.claimOne(job.number, now: clock.now))
                try await store.finish(live, now: clock.now)
                #expect(try await store.outdatedRuns(limit: 10).count == max(0, runs.count - 2))
                try await store.markRemoved([live.attempt.id], now: clock.now)
                runs.append(job.number)
            }
            #expect(try await store.outdatedRuns(limit: 10) == Array(runs.prefix(2)))
        }
    }
}
