import Foundation
import GRDB
import JobCore

/// The numbered migrations of a store. A store of a newer version is refused (I20).
enum Schema {
    /// The newest schema that this version knows; stands in `PRAGMA user_version`.
    static let version: Int64 = 4

    static func migrator(makeID: @escaping @Sendable () -> UUID) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: SchemaVersion1.sql)
            let id = makeID()
            try db.execute(sql: "INSERT INTO meta (key, value) VALUES ('store', ?), ('token', 0)", arguments: [id])
            try db.execute(sql: "PRAGMA user_version = 1")
        }
        migrator.registerMigration("2") { db in
            try db.execute(sql: SchemaVersion2.sql)
            try db.execute(sql: "PRAGMA user_version = 2")
        }
        migrator.registerMigration("4") { db in
            try db.execute(sql: SchemaVersion4.sql)
            try db.execute(sql: "PRAGMA user_version = 4")
        }
        return migrator
    }

    /// - Throws: `configuration`, naming both versions, when the store is newer than this program.
    static func checkNotNewer(_ db: Database, path: String) throws {
        let found = try Int64.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard found <= version else {
            throw StoreError(
                .configuration,
                "The store '\(path)' has schema \(found), this version of Berth knows schemas up to \(version). "
                    + "Use a newer Berth, or name another store by BERTH_STORE.")
        }
    }
}
