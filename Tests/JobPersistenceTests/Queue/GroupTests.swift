import Foundation
import JobCore
import JobEngine
import JobPersistence
import Testing

struct GroupTests {
    private func claim(_ store: SQLiteJobStore) async throws -> [LiveAttempt] {
        let ready = try await store.claimable(limit: 500, now: Date())
        return try await store.claim(
            ready.map { ClaimRequest(job: $0.number, host: "local", reason: "test") }, worker: WorkerID(),
            leaseUntil: Date(), now: Date())
    }

    @Test("QUEUE-11 fifty jobs in a group of two: never more than two live, and others run meanwhile")
    func limit() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addTestHost(slots: 1000)
            _ = try await store.changeGroup("gpu", .limit(2), actor: "kim")
            let high = (0..<50).map { number in
                JobDraft.plain("gpu-\(number)") {
                    $0.group = "gpu"; $0.priority = 100
                }
            }
            let low = (0..<5).map { JobDraft.plain("other-\($0)") }
            _ = try await store.submit(high + low, actor: "kim")
            var live = try await claim(store)
            #expect(live.filter { $0.job.group == "gpu" }.count == 2)
            #expect(live.filter { $0.job.group == nil }.count == 5)
            #expect(try await claim(store).isEmpty)
            // The claim counts by itself, whatever it is asked for.
            let all = try await store.jobs(JobQuery(statuses: [.queued], limit: 1000)).jobs
            #expect(all.allSatisfy { $0.blockedReason == "group 'gpu' is full: 2 of 2 run" })
            let requests = all.map { ClaimRequest(job: $0.number, host: "local", reason: "test") }
            #expect(
                try await store.claim(requests, worker: WorkerID(), leaseUntil: Date(), now: Date()).isEmpty)
            live.removeAll { $0.job.group == nil }
            var ended = 0
            while let next = live.popLast() {
                try await store.finish(next)
                ended += 1
                live += try await claim(store)
                let group = try #require(try await store.groups().first)
                #expect(group.live <= 2)
                #expect(group.live == live.count)
            }
            #expect(ended == 50)
        }
    }

    @Test("QUEUE-11 four claimers at once never exceed a group's limit")
    func claimers() async throws {
        try await withStore { context in
            try await context.store.addTestHost(slots: 1000)
            _ = try await context.store.changeGroup("gpu", .limit(3), actor: "kim")
            _ = try await context.store.submit(
                (0..<60).map { number in .plain("job-\(number)") { $0.group = "gpu" } }, actor: "kim")
            let claimed = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        let store = try await context.another()
                        let ready = try await store.jobs(JobQuery(statuses: [.queued], limit: 1000)).jobs
                        let live = try await store.claim(
                            ready.map { ClaimRequest(job: $0.number, host: "local", reason: "test") },
                            worker: WorkerID(), leaseUntil: Date(), now: Date())
                        await store.close()
                        return live.count
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(claimed == 3)
        }
    }

    @Test("QUEUE-11 pause, resume, change and removal, each with its reason")
    func changes() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addTestHost()
            let missing = await #expect(throws: StoreError.self) {
                try await store.changeGroup("gpu", .pause, actor: "kim")
            }
            #expect(missing?.message.contains("There is no group 'gpu'.") == true)
            _ = try await store.changeGroup("gpu", .limit(1), actor: "kim")
            let job = try await store.submit([.plain { $0.group = "gpu" }], actor: "kim")[0]
            _ = try await store.changeGroup("gpu", .pause, actor: "kim")
            #expect(try await claim(store).isEmpty)
            #expect(try await store.job(.number(job.number)).blockedReason == "group 'gpu' is paused")
            let kept = await #expect(throws: StoreError.self) {
                try await store.changeGroup("gpu", .remove, actor: "kim")
            }
            #expect(kept?.message.contains("1 job has not ended") == true)
            #expect(try await store.changeGroup("gpu", .resume, actor: "kim").pausedAt == nil)
            try await store.finish(try #require(try await claim(store).first))
            #expect(try await store.changeGroup("gpu", .limit(nil), actor: "kim").parallel == nil)
            _ = try await store.changeGroup("gpu", .remove, actor: "kim")
            #expect(try await store.groups().isEmpty)
            #expect(try await store.job(.number(job.number)).group == "gpu")
        }
    }

    @Test("QUEUE-11 a retry that is due waits for a place in its group, too")
    func retrying() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addTestHost()
            _ = try await store.changeGroup("gpu", .limit(1), actor: "kim")
            let jobs = try await store.submit(
                (0..<2).map { number in .plain("job-\(number)") { $0.group = "gpu" } }, actor: "kim")
            let first = try #require(try await store.claimOne(jobs[0].number))
            try await store.finish(first, code: 1, next: .retry(after: .zero))
            let second = try #require(try await store.claimOne(jobs[1].number))
            let due = Date().addingTimeInterval(5)
            #expect(try await store.claimable(limit: 10, now: due).isEmpty)
            try await store.finish(second)
            #expect(try await store.claimable(limit: 10, now: due).map(\.number) == [jobs[0].number])
        }
    }
}
