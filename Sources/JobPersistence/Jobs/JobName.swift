import GRDB
import JobCore

/// The trigram index of names, kept beside the table in the same transaction. It holds no copy of the names.
enum JobName {
    static func add(_ name: String, of number: JobNumber, _ db: Database) throws {
        try db.run("INSERT INTO job_name (rowid, name) VALUES (?, ?)", [number.rawValue, name])
    }

    /// - Parameter name: exactly what was added; the index finds its entries by it.
    static func remove(_ name: String, of number: JobNumber, _ db: Database) throws {
        try db.run(
            "INSERT INTO job_name (job_name, rowid, name) VALUES ('delete', ?, ?)", [number.rawValue, name])
    }
}
