import Foundation
import Glibc
import JobCore
import JobEngine
import Testing

@testable import JobPersistence

struct DurabilityTests {
    @Test("decisions 12: the store runs with WAL, synchronous FULL and the guards, in the worker and in clients")
    func settings() async throws {
        try await withStore { context in
            let client = try await context.another()
            for (store, checkpoint) in [(context.store, 1000), (client, 0)] as [(SQLiteJobStore, Int64)] {
                let expected: [(String, Int64)] = [
                    ("synchronous", 2), ("foreign_keys", 1), ("trusted_schema", 0), ("cell_size_check", 1),
                    ("wal_autocheckpoint", checkpoint),
                ]
                for (pragma, value) in expected {
                    #expect(try await store.write { try $0.number("PRAGMA \(pragma)") } == value, "\(pragma)")
                }
            }
            let mode = try await RawDatabase(context.directory.databasePath).text("PRAGMA journal_mode")
            #expect(mode == "wal")
            await client.close()
        }
    }

    @Test("I19 whatever was acknowledged is in a copy of the files taken at any moment, and the copy is whole")
    func copyWhileWriting() async throws {
        try await withStore { context in
            let store = context.store
            for round in 0..<8 {
                let stop = round * 5 + 3
                let acknowledged = try await withThrowingTaskGroup(of: Int.self) { group in
                    for writer in 0..<4 {
                        group.addTask {
                            var count = 0
                            for number in 0..<stop {
                                _ = try await store.submit([.plain("\(round)-\(writer)-\(number)")], actor: "kim")
                                count += 1
                            }
                            return count
                        }
                    }
                    return try await group.reduce(0, +)
                }
                // Writers go on while the files are copied, the log last, as a kill at that moment would leave them.
                async let noise: Void = Self.submitNoise(store)
                let before = try await store.jobs(JobQuery(limit: 1)).jobs.first?.number
                let copy = context.root + "/copy-\(round)"
                try FileManager.default.createDirectory(
                    atPath: copy, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
                for suffix in ["", "-wal"] {
                    try FileManager.default.copyItem(
                        atPath: context.directory.databasePath + suffix, toPath: "\(copy)/berth.sqlite\(suffix)")
                }
                _ = try await noise
                #expect(acknowledged == stop * 4)
                let raw = try RawDatabase(copy + "/berth.sqlite")
                #expect(try await raw.text("PRAGMA integrity_check") == "ok")
                let highest = try await raw.text("SELECT max(number) FROM job").flatMap { Int64($0) }
                #expect(try #require(highest) >= #require(before).rawValue)
            }
        }
    }

    private static func submitNoise(_ store: SQLiteJobStore) async throws {
        for _ in 0..<10 { _ = try await store.submit([.plain("noise")], actor: "kim") }
    }

    @Test("Group commit: writes that wait together share a transaction, and one that fails takes no other along")
    func groupCommit() async throws {
        try await withStore { context in
            let store = context.store
            let results = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let result =
                            number % 4 == 0
                            ? try? await store.release(JobNumber(99_999), actor: "kim")
                            : try? await store.submit([.plain("job-\(number)")], actor: "kim").first
                        return result != nil
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.filter(\.self).count == 150)
            let counts = try await store.counts()
            #expect(counts.byStatus == [.queued: 150])
        }
    }

    @Test("changeCounter moves with every commit, of this process and of others, and not without one")
    func changeCounter() async throws {
        try await withStore { context in
            let other = try await context.another()
            var seen = try await other.changeCounter()
            #expect(try await other.changeCounter() == seen)
            for store in [context.store, other] {
                _ = try await store.submit([.plain()], actor: "kim")
                let next = try await other.changeCounter()
                #expect(next != seen)
                seen = next
            }
            _ = try await other.jobs(JobQuery())
            #expect(try await other.changeCounter() == seen)
            await other.close()
        }
    }

    @Test("F66 a full disk is said in words, nothing acknowledged is lost, and writing goes on when there is room")
    func fullDisk() async throws {
        try await withSmallDisk(size: "3m") { disk in
            let directory = try StoreDirectory.open(disk.path + "/store")
            let store = try await SQLiteJobStore.open(
                in: directory, role: .worker, keyPath: TemporaryStore.keyPath(disk.path))
            _ = try await store.submit([.plain("before")], actor: "kim")
            disk.fill()
            var acknowledged = 1
            var refused: StoreError?
            let long = JobDraft.plain("full") { $0.spec.command = [String(repeating: "x", count: 20_000)] }
            while refused == nil {
                do throws(StoreError) {
                    _ = try await store.submit([long], actor: "kim")
                    acknowledged += 1
                } catch {
                    refused = error
                }
            }
            #expect(refused?.code == .resource)
            #expect(refused?.message.contains(directory.path) == true)
            #expect(try await store.counts()[.queued] == acknowledged)
            disk.empty()
            _ = try await store.submit([.plain("after")], actor: "kim")
            #expect(try await store.counts()[.queued] == acknowledged + 1)
            #expect(
                try await store.write {
                    try $0.number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'")
                } == 0)
            await store.close()
        }
    }

    @Test("F69 a store that another program keeps locked is said in words after the limit, and works when it is free")
    func locked() async throws {
        try await withStore(busyLimit: .milliseconds(150)) { context in
            let raw = try RawDatabase(context.directory.databasePath)
            try await raw.execute("BEGIN EXCLUSIVE")
            let refused = await #expect(throws: StoreError.self) {
                _ = try await context.store.submit([.plain()], actor: "kim")
            }
            #expect(refused?.code == .timeout)
            #expect(refused?.message.contains("was locked by another process for 0.2 s") == true)
            // Readers are not held up.
            #expect(try await context.store.counts().byStatus.isEmpty)
            try await raw.execute("ROLLBACK")
            #expect(try await context.store.submit([.plain()], actor: "kim").count == 1)
        }
    }
}
