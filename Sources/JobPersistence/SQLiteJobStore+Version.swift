import GRDB
public import JobCore

extension SQLiteJobStore {
    /// The version of the SQLite library that is loaded, such as `3.40.1`.
    public func sqliteVersion() async throws(StoreError) -> String {
        try await read { database in try String.fetchOne(database, sql: "SELECT sqlite_version()") ?? "unknown" }
    }
}
