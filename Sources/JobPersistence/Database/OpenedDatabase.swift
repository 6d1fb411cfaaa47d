import Foundation
import GRDB
import Glibc
import JobCore

/// A database that was opened, checked and brought to the current schema. Making one blocks.
struct OpenedDatabase {
    let path: String
    let pool: DatabasePool
    /// A connection that never writes, for `PRAGMA data_version`.
    let watcher: DatabaseQueue
    let files: OpenFiles
    let id: StoreID

    /// How many reads run at the same time.
    private static let readers = 4

    /// Opens, and tries again for half a second where SQLite cannot: the last connection of another process deletes the
    /// write-ahead log as it closes, and a read-only connection that comes at that very moment finds nothing to open (CMD-13).
    static func openPatiently(
        directory: StoreDirectory, role: SQLiteJobStore.Role, busyLimit: Duration,
        makeID: @escaping @Sendable () -> UUID
    ) throws -> OpenedDatabase {
        let deadline = ContinuousClock.now.advanced(by: .milliseconds(500))
        while true {
            do {
                return try OpenedDatabase(directory: directory, role: role, busyLimit: busyLimit, makeID: makeID)
            } catch let error as DatabaseError {
                let isPassing =
                    error.resultCode == .SQLITE_CANTOPEN
                    || [.SQLITE_READONLY_CANTINIT, .SQLITE_READONLY_RECOVERY].contains(error.extendedResultCode)
                guard isPassing, ContinuousClock.now < deadline else { throw error }
                usleep(.random(in: 2000...20000))
            }
        }
    }

    private init(
        directory: StoreDirectory, role: SQLiteJobStore.Role, busyLimit: Duration,
        makeID: @escaping @Sendable () -> UUID
    ) throws {
        path = directory.databasePath
        try directory.makeDatabaseFile()
        try Self.inspect(path, role: role, busyLimit: busyLimit)
        pool = try DatabasePool(path: path, configuration: Self.configuration(role: role, busyLimit: busyLimit))
        try pool.writeWithoutTransaction { db in
            // The pool has just set it to NORMAL, which may lose acknowledged commits when the power fails.
            try db.execute(sql: "PRAGMA synchronous = FULL")
        }
        try Self.migrate(pool, directory: directory, makeID: makeID)
        try directory.makeLogsDirectory()
        watcher = try DatabaseQueue(path: path, configuration: Self.reading(busyLimit: busyLimit))
        files = OpenFiles(databasePath: path)
        let uuid = try pool.read { try UUID.fetchOne($0, sql: "SELECT value FROM meta WHERE key = 'store'") }
        guard let uuid else { throw StoreFailure.corrupt(path: path, cause: "meta.store is missing") }
        id = StoreID(uuid)
    }

    /// Looks at the store by a connection that cannot write, so that one which is refused is left as it is (F71, I20).
    private static func inspect(_ path: String, role: SQLiteJobStore.Role, busyLimit: Duration) throws {
        let queue = try DatabaseQueue(path: path, configuration: reading(busyLimit: busyLimit))
        try queue.read { db in
            try Schema.checkNotNewer(db, path: path)
            guard role == .worker else { return }
            let found = try String.fetchAll(db, sql: "PRAGMA quick_check(3)")
            guard found == ["ok"] else {
                throw StoreFailure.corrupt(path: path, cause: found.joined(separator: "; "))
            }
        }
        try queue.close()
    }

    /// For a connection that never writes.
    private static func reading(busyLimit: Duration) -> Configuration {
        var configuration = configuration(role: .client, busyLimit: busyLimit)
        configuration.readonly = true
        return configuration
    }

    private static func configuration(role: SQLiteJobStore.Role, busyLimit: Duration) -> Configuration {
        var configuration = Configuration()
        configuration.maximumReaderCount = readers
        configuration.foreignKeysEnabled = true
        let handler = BusyHandler(limit: busyLimit)
        configuration.busyMode = .callback { handler.wait(tries: $0) }
        configuration.prepareDatabase { db in
            if db.configuration.readonly {
                // Readers wait only while another process recovers or closes the log.
                try db.execute(sql: "PRAGMA busy_timeout = \(Int(busyLimit.inSeconds * 1000))")
            }
            try db.execute(
                sql: """
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cell_size_check = ON;
                    PRAGMA mmap_size = 0;
                    PRAGMA wal_autocheckpoint = \(role == .client ? 0 : 1000);
                    PRAGMA cache_size = \(db.configuration.readonly ? -512 : -2000);
                    """)
        }
        return configuration
    }

    /// Brings the schema up to date. The directory's lock lets one process at a time do it.
    private static func migrate(
        _ pool: DatabasePool, directory: StoreDirectory, makeID: @escaping @Sendable () -> UUID
    ) throws {
        let migrator = Schema.migrator(makeID: makeID)
        guard try !pool.read(migrator.hasCompletedMigrations) else { return }
        let descriptor = try directory.openChecked()
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX) == 0 else {
            throw SystemFailure("lock the store '\(directory.path)'").asStoreError()
        }
        try migrator.migrate(pool)
    }
}
