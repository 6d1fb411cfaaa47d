import Foundation
import JobCore
import JobEngine
import Testing

@testable import JobPersistence

/// Stores of earlier versions.
@Suite struct NotificationUpgradeTests {
    @Test("I20 a store of version 1 keeps what it holds and can take notices")
    func upgrade() async throws {
        let root = FileManager.default.temporaryDirectory.path + "/berth-upgrade-\(UUID().uuidString.prefix(8))"
        defer { try? FileManager.default.removeItem(atPath: root) }
        let directory = try StoreDirectory.open(root)
        let id = UUID()
        try await RawDatabase(directory.databasePath).execute(
            SchemaVersion1.sql + """
                INSERT INTO meta (key, value) VALUES ('store', x'\(id.uuidString.replacing("-", with: ""))'), ('token', 7);
                CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
                INSERT INTO grdb_migrations VALUES ('1');
                INSERT INTO job (uuid, name, image, spec, status, priority, created_at, finished_at, exit_code)
                    VALUES (x'\(UUID().uuidString.replacing("-", with: ""))', 'old', 'busybox',
                        '{"image":"busybox","command":["true"]}', 'completed', 50, 1000000, 2000000, 0);
                INSERT INTO job_name (rowid, name) VALUES (1, 'old');
                INSERT INTO event (at, job, kind, actor) VALUES (1000000, 1, 'submitted', 'kim');
                PRAGMA user_version = 1;
                """)
        for file in ["", "-wal", "-shm"] { chmod(directory.databasePath + file, 0o600) }
        let store = try await SQLiteJobStore.open(in: directory, role: .worker, keyPath: { root + "-\($0.short).key" })
        #expect(store.id == StoreID(id))
        let job = try await store.job(.newest(name: "old"))
        #expect(job.status == .completed)
        #expect(job.exitCode == 0)
        #expect(try await store.events(after: 0, job: nil, limit: 10).map(\.kind) == ["submitted"])
        // What is new works.
        #expect(try await store.notificationCursor() == nil)
        let notice = NewNotification(event: 1, rule: "r", job: job.number, body: "{}")
        try await store.addNotifications([notice], cursor: 1, now: Date())
        #expect(try await store.dueNotifications(now: Date(), limit: 5).map(\.content) == [notice])
        await store.close()
        let again = try await SQLiteJobStore.open(in: directory, role: .client, keyPath: { root + "-\($0.short).key" })
        #expect(try await again.notificationCursor() == 1)
        await again.close()
    }
}
