import Foundation
import GRDB
import JobCore

/// The numbered migrations of a store. A store of a newer version is refused (I20).
enum Schema {
    /// Each brings a store from the one before to its number, in one transaction.
    private static let migrations: [(number: Int64, sql: String)] = [
        (1, SchemaVersion1.sql), (2, SchemaVersion2.sql), (3, SchemaVersion3.sql), (4, SchemaVersion4.sql),
        (5, SchemaVersion5.sql), (6, SchemaVersion6.sql),
    ]

    /// The newest schema that this version knows; stands in `PRAGMA user_version`.
    static let version: Int64 = migrations.map(\.number).max() ?? 0

    static func migrator(makeID: @escaping @Sendable () -> UUID) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for (number, sql) in migrations {
            migrator.registerMigration("\(number)") { db in
                try db.execute(sql: sql)
                if number == 1 {
                    try db.execute(
                        sql: "INSERT INTO meta (key, value) VALUES ('store', ?), ('token', 0)", arguments: [makeID()])
                }
                try db.execute(sql: "PRAGMA user_version = \(number)")
            }
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
