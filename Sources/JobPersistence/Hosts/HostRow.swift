import Foundation
import GRDB
import JobCore

/// Reads rows of `host`.
enum HostRow {
    private static let columns = """
        name, kind, endpoint, slots, weight, region, labels, is_active, allows_pull, removal, options, gpus, counters, created_at, condition
        """

    static func all(_ db: Database) throws -> [JobHost] {
        try db.rows("SELECT \(columns) FROM host ORDER BY name").map(decode)
    }

    static func one(_ name: String, _ db: Database) throws -> JobHost? {
        try db.row("SELECT \(columns) FROM host WHERE name = ?", [name]).map(decode)
    }

    private static func decode(_ row: Row) throws -> JobHost {
        var column = ColumnReader(row)
        var host = try JobHost(
            name: column.next(), kind: column.word(), endpoint: column.next(), slots: column.next(),
            weight: column.next(), region: column.optional())
        host.labels = try StoredJSON.value(column.next())
        host.isActive = column.next()
        host.allowsPull = column.next()
        host.removal = try StoredJSON.value(column.next())
        host.options = try StoredJSON.value(column.next())
        // Read in every round, and empty for nearly all hosts.
        let (gpus, counters): (String, String) = (column.next(), column.next())
        if gpus != "[]" { host.gpus = try StoredJSON.value(gpus) }
        if counters != "{}" { host.counters = try StoredJSON.value(counters) }
        host.createdAt = column.date()
        let condition: String? = column.optional()
        host.condition = try condition.map { try StoredJSON.value($0) }
        return host
    }
}
