import Foundation
import JobCore
import JobEngine
import JobPersistence
import MockExecution
import Testing

@Suite("A worker and the queue")
struct QueueTests {
    private func draft(_ name: String = "job", _ change: (inout JobDraft) -> Void = { _ in }) -> JobDraft {
        var draft = JobDraft(name: name, spec: JobSpec(image: "berth/busybox", command: ["true"]))
        change(&draft)
        return draft
    }

    @Test(
        "QUEUE-11 fifty jobs in a group of two: the engine never holds more than two, and other jobs are not kept back")
    func group() async throws {
        let engine = ScriptedExecutor(Array(repeating: .exits(code: 0), count: 55))
        try await WorkerFixture.with(["a": engine], slots: 10) { fixture in
            _ = try await fixture.manager.groups.set("gpu", parallel: 2)
            let grouped = try await fixture.manager.jobs.submit(
                (0..<50).map { number in draft("gpu-\(number)") { ($0.group, $0.priority) = ("gpu", 100) } })
            let others = try await fixture.manager.jobs.submit((0..<5).map { draft("other-\($0)") })
            try await fixture.withWorker { _ in
                for job in others + grouped { try await fixture.wait(for: job) }
            }
            #expect(try await fixture.manager.jobs.counts()[.completed] == 55)
            // The journal tells of every moment.
            var live = Set<JobNumber>()
            let numbers = Set(grouped.map(\.number))
            for event in try await fixture.store.events(after: 0, job: nil, limit: 10_000) {
                guard let job = event.job, numbers.contains(job) else { continue }
                if event.kind == "launching" { live.insert(job) }
                if event.kind == "completed" { live.remove(job) }
                #expect(live.count <= 2)
            }
            let order = await engine.starts.map(\.job)
            let last = try #require(others.compactMap { order.firstIndex(of: $0.number) }.max())
            #expect(last < 30)
        }
    }

    @Test("QUEUE-10 a chain of a hundred jobs runs in its order, without a look at the clock in between")
    func chain() async throws {
        let engine = ScriptedExecutor(Array(repeating: .exits(code: 0), count: 100))
        try await WorkerFixture.with(["a": engine]) { fixture in
            var chain: [Job] = []
            for number in 0..<100 {
                chain.append(
                    try await fixture.manager.jobs.submit(
                        draft("job-\(number)") { draft in
                            if let last = chain.last { draft.after = [Prerequisite(.number(last.number))] }
                        }))
            }
            try await fixture.withWorker { _ in
                for job in chain {
                    let ended = try await fixture.wait(for: job)
                    #expect(ended.status == .completed)
                }
            }
            #expect(await engine.starts.map(\.job) == chain.map(\.number))
        }
    }

    @Test("QUEUE-13 a worker submits what is due, and deletes what is beyond the runs to keep, with its logs")
    func schedule() async throws {
        let engine = ScriptedExecutor(Array(repeating: .exits(code: 0, output: [ScriptedLine("out")]), count: 50))
        try await WorkerFixture.with(["a": engine]) { fixture in
            let schedule = Schedule(
                name: "often", rule: .every(.seconds(1)), zone: .gmt, keep: 1, draft: draft(), createdAt: Date())
            _ = try await fixture.manager.schedules.add(schedule)
            try await fixture.withWorker { _ in
                try await fixture.eventually("the first run is deleted") {
                    let jobs = try await fixture.manager.jobs.list(JobQuery(isDescending: false, schedule: "often"))
                        .jobs
                    return jobs.first.map { $0.number > JobNumber(1) } ?? false
                }
            }
            let held = try await fixture.logs.holdings().keys
            #expect(!held.contains(JobNumber(1)))
            _ = try await fixture.manager.schedules.pause("often")
        }
    }

    @Test("QUEUE-01 F82 aging: under an endless load of urgent jobs the least urgent one starts when its turn has come")
    func aging() async throws {
        let engine = ScriptedExecutor([])
        try await WorkerFixture.with(["a": engine]) { fixture in
            // One urgent job a minute, one place: without aging the first one would wait for ever.
            let start = Date(timeIntervalSince1970: 1_800_000_000)
            let store = try await SQLiteJobStore.open(
                in: fixture.directory, role: .client, keyPath: { "/nonexistent-\($0.short)" }, now: { start })
            let low = try await store.submit([draft("low") { $0.priority = 0 }], actor: "test")[0]
            await store.close()
            for minute in 1...200 {
                let now = start.addingTimeInterval(Double(minute) * 60)
                let store = try await SQLiteJobStore.open(
                    in: fixture.directory, role: .client, keyPath: { "/nonexistent-\($0.short)" }, now: { now })
                _ = try await store.submit([draft("urgent") { $0.priority = 100 }], actor: "test")
                let next = try #require(try await store.claimable(limit: 1, now: now).first)
                _ = try await store.requestCancel(next.number, kill: false, actor: "test")
                await store.close()
                if next.number == low.number {
                    #expect((100...102).contains(minute))
                    return
                }
            }
            Issue.record("The job with the lowest priority never came to its turn.")
        }
    }
}

extension QueueTests {
    @Test("QUEUE-01 F79 a thousand jobs for a full host stand in nobody's way: one for another host behind them runs")
    func noHeadOfLineBlocking() async throws {
        try await WorkerFixture.with(["full": ScriptedExecutor([]), "free": ScriptedExecutor([.exits(code: 0)])]) {
            fixture in
            var full = try await fixture.manager.hosts.find("full")
            full.isActive = false
            try await fixture.manager.hosts.update(full)
            func draft(_ host: String) -> JobDraft {
                JobDraft(spec: JobSpec(image: "i", command: ["c"]), routing: RoutingPreference(host: host))
            }
            _ = try await fixture.manager.jobs.submit(Array(repeating: draft("full"), count: 1000))
            let behind = try await fixture.manager.jobs.submit(draft("free"))
            try await fixture.withWorker { _ in
                let ended = try await fixture.wait(for: behind)
                #expect(ended.status == .completed)
            }
        }
    }
}
