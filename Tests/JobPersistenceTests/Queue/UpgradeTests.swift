import Foundation
import GRDB
import JobCore
import JobEngine
import JobPersistence
import Testing

struct UpgradeTests {
    @Test("I20 F17 a store of schema 1 with jobs of every kind is brought to the newest with all that it holds")
    func upgrade() async throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/version-1.sql")
        try await withTemporaryDirectory { root in
            let directory = try StoreDirectory.open(root + "/store")
            let old = try RawDatabase(directory.databasePath)
            try await old.execute(try String(contentsOf: file, encoding: .utf8))
            try old.queue.close()
            let store = try await SQLiteJobStore.open(
                in: directory, role: .worker, keyPath: TemporaryStore.keyPath(root))
            let jobs = try await store.jobs(JobQuery(isDescending: false)).jobs
            #expect(jobs.map(\.name) == ["done", "lost", "waits", "runs", "grouped"])
            #expect(jobs.map(\.status) == [.completed, .failed, .pending, .launching, .queued])
            #expect(try await store.groups().map(\.name) == ["old"])
            #expect(try await store.claimable(limit: 10, now: Date()).map(\.name) == ["grouped"])
            #expect(try await store.promoteDue(now: .distantFuture) == 0)
            #expect(try await store.release(jobs[2].number, actor: "kim").status == .queued)
            #expect(try await store.counts()[.queued] == 2)
            #expect(try await store.statistics().running == 0)
            let live = try #require(
                try await store.adoptAll(worker: WorkerID(), leaseUntil: Date(), now: Date()).first)
            #expect(try await store.finish(live).status == .completed)
            _ = try await store.submitArray(ArrayDraft(name: "new", members: [.plain()]), actor: "kim")
            await store.close()
        }
    }
}
