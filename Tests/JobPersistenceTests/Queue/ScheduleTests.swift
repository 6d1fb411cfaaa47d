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

    @Test(
        "CMD-10 QUEUE-13 a schedule takes its template as it is at each run; without one it leaves runs out and says so"
    )
    func lateMerge() async throws {
        let clock = TestClock()
        try await withStore(now: { clock.now }) { context in
            let store = context.store
            func save(_ change: (inout RunRequest) -> Void) async throws {
                var request = RunRequest(words: ["busybox", "old"])
                request[.environmentTemplate] = ["base"]
                change(&request)
                try await store.save(JobTemplate(name: "t", request: request), mode: .either, actor: "kim")
            }
            func run() async throws -> Job? {
                clock.advance(600)
                guard try await store.submitDue(now: clock.now) == 1 else { return nil }
                return try await store.jobs(JobQuery()).jobs.first
            }
            let base = EnvironmentTemplate(name: "base", variables: [EnvironmentVariable(name: "A", value: "1")])
            try await store.save(base, mode: .adding, actor: "kim")
            try await save { _ in }
            var request = RunRequest()
            (request[.template], request[.priority], request[.environment]) = (["t"], ["70"], ["B=mine"])
            let library = TemplateLibrary(templates: try await store.templates(), environments: [base])
            let builder = DraftBuilder(
                defaults: JobDefaults(memory: .bytes(64 << 20)), variable: { _ in nil }, workingDirectory: "/w",
                home: "/h", now: clock.now, library: library, readFile: { _ in [] })
            let (draft, source) = try builder.recurring(request, safety: SafetyPolicy())
            var made = try schedule(clock)
            (made.draft, made.source) = (draft, source)
            try await store.addSchedule(made, isReplacing: false, actor: "kim")
            #expect(try await store.schedule("nightly").template == "t")

            let first = try #require(try await run())
            #expect(first.spec.command == ["old"] && first.template == "t" && first.priority == 70)
            #expect(first.spec.environment.map { "\($0.name)=\($0.value)" } == ["A=1", "B=mine"])
            try await save {
                $0.words = ["busybox", "new"]
                ($0[.environment], $0[.memory], $0[.priority]) = (["B=theirs", "C=3"], ["128m"], ["10"])
            }
            let changed = EnvironmentTemplate(name: "base", variables: [EnvironmentVariable(name: "A", value: "2")])
            try await store.save(changed, mode: .replacing, actor: "kim")
            let second = try #require(try await run())
            #expect(second.spec.command == ["new"] && second.priority == 70)
            #expect(second.spec.limits.memory == .bytes(128 << 20) && first.spec.limits.memory == .bytes(64 << 20))
            #expect(second.spec.environment.map { "\($0.name)=\($0.value)" } == ["A=2", "C=3", "B=mine"])
            // It asks for something that the schedule was not given.
            try await save { $0[.secret] = ["TOKEN"] }
            #expect(try await run() == nil)
            #expect(try await store.schedule("nightly").problem?.contains("asks for 'TOKEN'") == true)
            // It allows itself what the owner did not allow.
            try await save { $0[.privileged] = [""] }
            #expect(try await run() == nil)
            let refused = await #expect(throws: StoreError.self) {
                try await store.removeEnvironment("base", actor: "kim")
            }
            #expect(refused?.code == .conflict)
            try await store.removeTemplate("t", actor: "kim")
            let broken = try await store.schedule("nightly")
            #expect(broken.problem?.contains("There is no template 't'.") == true)
            #expect(try await run() == nil)
            let skipped = try await store.schedule("nightly")
            #expect(skipped.lastResult?.hasPrefix("1 run left out: --template: There is no template 't'.") == true)
            #expect(skipped.nextAt == broken.nextAt?.addingTimeInterval(600))
            let told = try await store.events(after: 0, job: nil, limit: 1000).last { $0.kind == "schedule_due" }
            #expect(told?.detail?.contains("There is no template 't'.") == true)
            let byHand = await #expect(throws: StoreError.self) {
                try await store.runSchedule("nightly", actor: "kim")
            }
            #expect(byHand?.message.contains("cannot run: --template: There is no template 't'.") == true)
            // Back again, it goes on.
            try await save { _ in }
            #expect(try await store.schedule("nightly").problem == nil)
            #expect(try await run()?.spec.command == ["old"])
        }
    }

    @Test("CMD-10 a template of an array makes no schedule: one job runs at a time")
    func arrayTemplate() throws {
        var template = JobTemplate(name: "t", request: RunRequest(words: ["busybox", "{x}"]))
        template.request[.matrix] = ["x=1,2"]
        var request = RunRequest()
        request[.template] = ["t"]
        let builder = DraftBuilder(
            defaults: JobDefaults(), variable: { _ in nil }, workingDirectory: "/w", home: "/h", now: Date(),
            library: TemplateLibrary(templates: [template]), readFile: { _ in [] })
        let error = #expect(throws: InvalidInput.self) { _ = try builder.recurring(request, safety: SafetyPolicy()) }
        #expect(error?.field == "--matrix")
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
