import GRDB

/// Makes a store large: copies jobs that really ran, with their attempts and their part of the journal, so that every
/// column holds what Berth wrote. Counters follow by the store's own triggers; the index of names is rebuilt.
struct LargeHistory {
    /// The file of the database; nobody else may have it open.
    let path: String

    /// Adds `count` copies, spread evenly over the jobs that are there and over the year before them.
    func grow(by count: Int) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        try queue.write { db in
            let templates = try Int.fetchOne(db, sql: "SELECT count(*) FROM job") ?? 0
            let last = try Int.fetchOne(db, sql: "SELECT max(number) FROM job") ?? 0
            guard templates > 0, templates == last else {
                throw BenchFailure("The store to be copied must hold jobs from number 1 on, and nothing deleted.")
            }
            try db.execute(
                sql: """
                    CREATE TEMP TABLE copy (n INTEGER PRIMARY KEY, original INTEGER NOT NULL, earlier INTEGER NOT NULL);
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
                    INSERT INTO copy SELECT \(last) + i, 1 + i % \(templates), (\(count) - i) * 31000000 FROM n;
                    """)
            for (table, replaced) in Self.replaced {
                try copy(table, replacing: replaced, db)
            }
            try db.execute(
                sql: """
                    UPDATE meta SET value = (SELECT max(token) FROM attempt) WHERE key = 'token';
                    INSERT INTO job_name (job_name) VALUES ('rebuild');
                    """)
        }
        try queue.writeWithoutTransaction { db in
            _ = try db.checkpoint(.truncate)
        }
    }

    /// The columns that cannot be the same in two jobs.
    private static let replaced: [(String, [String: String])] = [
        (
            "job",
            [
                "number": "copy.n", "uuid": "randomblob(16)", "name": "original.name || '-' || copy.n",
                "idempotency_key": "NULL", "created_at": "original.created_at - copy.earlier",
                "eligible_at": "original.eligible_at - copy.earlier",
                "started_at": "original.started_at - copy.earlier",
                "finished_at": "original.finished_at - copy.earlier",
            ]
        ),
        (
            "attempt",
            [
                "job": "copy.n", "token": "copy.n * 16 + original.number",
                "container_name": "original.container_name || '-' || copy.n",
                "claimed_at": "original.claimed_at - copy.earlier", "settled_at": "original.settled_at - copy.earlier",
            ]
        ),
        ("event", ["sequence": "NULL", "job": "copy.n", "at": "original.at - copy.earlier"]),
    ]

    private func copy(_ table: String, replacing replaced: [String: String], _ db: Database) throws {
        let columns = try String.fetchAll(db, sql: "SELECT name FROM pragma_table_info(?)", arguments: [table])
        let values = columns.map { replaced[$0] ?? "original.\($0)" }
        let key = table == "job" ? "number" : "job"
        try db.execute(
            sql: """
                INSERT INTO \(table) (\(columns.joined(separator: ", ")))
                SELECT \(values.joined(separator: ", ")) FROM temp.copy AS copy
                JOIN \(table) AS original ON original.\(key) = copy.original ORDER BY copy.n
                """)
    }
}
