import Foundation
import JobCore
import JobEngine
import JobPersistence
import Testing

struct UniqueTests {
    private func draft(_ name: String, _ conflict: UniqueKey.Conflict) -> JobDraft {
        .plain(name) { $0.unique = UniqueKey("nightly", conflict) }
    }

    @Test("QUEUE-14 skip: while one is live nothing is submitted, afterwards the next one is")
    func skip() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addTestHost()
            let first = try await store.enqueue([draft("first", .skip)], actor: "kim")[0]
            #expect(first.isNew)
            let second = try await store.enqueue([draft("second", .skip)], actor: "kim")[0]
            #expect(!second.isNew)
            #expect(second.job.number == first.job.number)
            try await store.finish(try #require(try await store.claimOne(first.job.number)))
            #expect(try await store.enqueue([draft("third", .skip)], actor: "kim")[0].isNew)
            #expect(try await store.enqueue([.plain { $0.unique = UniqueKey("other") }], actor: "kim")[0].isNew)
        }
    }

    @Test("QUEUE-14 replace: a waiting one is cancelled at once; a live one is asked to end, and waited for")
    func replace() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addTestHost()
            let waiting = try await store.enqueue([draft("waiting", .replace)], actor: "kim")[0].job
            let live = try await store.enqueue([draft("live", .replace)], actor: "kim")[0].job
            #expect(try await store.job(.number(waiting.number)).status == .cancelled)
            #expect(live.status == .queued)
            let attempt = try #require(try await store.claimOne(live.number))
            let next = try await store.enqueue([draft("next", .replace)], actor: "kim")[0].job
            #expect(next.status == .pending)
            #expect(try await store.job(.number(live.number)).isCancelling)
            try await store.finish(attempt, code: 143, next: .finish(.cancelled))
            #expect(try await store.job(.number(next.number)).status == .queued)
        }
    }

    @Test("QUEUE-14 queue: one after the other, also after one that failed")
    func queue() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addTestHost()
            let jobs = try await store.submit((0..<4).map { draft("job-\($0)", .queue) }, actor: "kim")
            for job in jobs {
                #expect(try await store.claimable(limit: 10, now: Date()).map(\.number) == [job.number])
                try await store.finish(
                    try #require(try await store.claimOne(job.number)), code: 1, next: .finish(.failed))
            }
        }
    }

    @Test("QUEUE-14 I22 F83 the same idempotency key yields the first job or array, also when both have ended")
    func idempotency() async throws {
        try await withStore { context in
            let store = context.store
            let draft = JobDraft.plain { $0.idempotencyKey = "once" }
            let first = try await store.enqueue([draft], actor: "kim")[0]
            _ = try await store.requestCancel(first.job.number, kill: false, actor: "kim")
            let again = try await store.enqueue([draft], actor: "kim")[0]
            #expect(first.isNew)
            #expect(!again.isNew)
            #expect(again.job.number == first.job.number)
            let many = ArrayDraft(name: nil, members: [.plain(), .plain()], idempotencyKey: "many")
            let array = try await store.submitArray(many, actor: "kim")
            let repeated = try await store.submitArray(many, actor: "kim")
            #expect(array.isNew)
            #expect(!repeated.isNew)
            #expect(repeated.array.number == array.array.number)
            #expect(try await store.jobs(JobQuery()).jobs.count == 3)
        }
    }
}

extension UniqueTests {
    @Test("QUEUE-14 QUEUE-10 a job that comes after the very job that holds its key waits for it once, as it says")
    func afterTheHolder() async throws {
        try await withStore { context in
            let store = context.store
            var first = JobDraft.plain()
            first.unique = UniqueKey("key", .queue)
            let holder = try await store.enqueue([first], actor: "kim")[0].job
            var second = first
            second.after = [Prerequisite(.number(holder.number), .ok)]
            let waiting = try await store.enqueue([second], actor: "kim")[0].job
            #expect(waiting.status == .pending)
            _ = try await store.requestCancel(holder.number, kill: false, actor: "kim")
            // It asked for a good end, and gets none.
            #expect(try await store.job(.number(waiting.number)).status == .failed)

            let third = try await store.enqueue([first], actor: "kim")[0].job
            var fourth = first
            fourth.unique = UniqueKey("key", .replace)
            fourth.after = [Prerequisite(.number(third.number), .any)]
            let replacing = try await store.enqueue([fourth], actor: "kim")[0].job
            #expect(try await store.job(.number(third.number)).status == .cancelled)
            #expect(replacing.status == .queued)
        }
    }
}
