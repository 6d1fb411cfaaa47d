import Foundation
import GRDB
public import JobCore

extension SQLiteJobStore {
    /// All hosts by name, with the condition last written.
    public func hosts() async throws(StoreError) -> [JobHost] {
        try await read { db in try HostRow.all(db) }
    }

    /// One host.
    public func host(_ name: String) async throws(StoreError) -> JobHost {
        try await read { db in
            guard let host = try HostRow.one(name, db) else { throw try Self.noSuchHost(name, db) }
            return host
        }
    }

    /// Adds a host.
    public func addHost(_ host: JobHost, actor: String) async throws(StoreError) {
        let now = now()
        try await write { db in
            guard try HostRow.one(host.name, db) == nil else {
                throw StoreError(
                    .conflict, "There is a host '\(host.name)' already. Choose another name, or change that one.")
            }
            let settings = try Self.settings(of: host)
            try db.run(
                """
                INSERT INTO host (kind, endpoint, slots, weight, region, labels, is_active, allows_pull, removal, options,
                    gpus, counters, name, created_at, condition)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                settings + [host.name, host.createdAt.microseconds, try host.condition.map(StoredJSON.text)])
            try Journal(db: db, actor: actor, now: now).note("host_added", job: nil, detail: host.name)
        }
    }

    /// Replaces a host's settings; its condition is left alone.
    public func updateHost(_ host: JobHost, actor: String) async throws(StoreError) {
        let now = now()
        try await write { db in
            try db.run(
                """
                UPDATE host SET kind = ?, endpoint = ?, slots = ?, weight = ?, region = ?, labels = ?, is_active = ?,
                    allows_pull = ?, removal = ?, options = ?, gpus = ?, counters = ? WHERE name = ?
                """, Self.settings(of: host) + [host.name])
            guard db.changesCount == 1 else { throw try Self.noSuchHost(host.name, db) }
            try Journal(db: db, actor: actor, now: now).note("host_changed", job: nil, detail: host.name)
        }
    }

    /// Removes a host.
    public func removeHost(_ name: String, actor: String) async throws(StoreError) {
        let now = now()
        try await write { db in
            let jobs = try db.number(
                """
                SELECT count(*) FROM job INDEXED BY job_by_status
                WHERE (status IN ('launching', 'running') AND host = ?)
                    OR (status IN ('pending', 'queued', 'launching', 'running', 'retrying') AND wanted_host = ?)
                """, [name, name])
            guard jobs == 0 else {
                throw StoreError(
                    .conflict,
                    "Host '\(name)' cannot be removed: \(jobs ?? 0) job\(jobs == 1 ? "" : "s") that have not ended "
                        + "point to it. Cancel them, or wait for their end.")
            }
            try db.run("DELETE FROM host WHERE name = ?", [name])
            guard db.changesCount == 1 else { throw try Self.noSuchHost(name, db) }
            try Journal(db: db, actor: actor, now: now).note("host_removed", job: nil, detail: name)
        }
    }

    /// Writes what was last seen of a host.
    public func setCondition(_ condition: HostCondition, ofHost name: String) async throws(StoreError) {
        try await write { db in
            try db.run("UPDATE host SET condition = ? WHERE name = ?", [StoredJSON.text(condition), name])
            guard db.changesCount == 1 else { throw try Self.noSuchHost(name, db) }
        }
    }

    /// Writes what was last seen of a host, and how it did.
    public func setCondition(
        _ condition: HostCondition, metrics: HostMetrics, ofHost name: String
    ) async throws(StoreError) {
        try await write { db in
            try db.run(
                "UPDATE host SET condition = ?, metrics = ? WHERE name = ?",
                [StoredJSON.text(condition), StoredJSON.text(metrics), name])
            guard db.changesCount == 1 else { throw try Self.noSuchHost(name, db) }
        }
    }

    /// Writes how a host did.
    public func setMetrics(_ metrics: HostMetrics, ofHost name: String) async throws(StoreError) {
        try await write { db in
            try db.run("UPDATE host SET metrics = ? WHERE name = ?", [StoredJSON.text(metrics), name])
            guard db.changesCount == 1 else { throw try Self.noSuchHost(name, db) }
        }
    }

    /// How the hosts did, of which a worker has told.
    public func hostMetrics() async throws(StoreError) -> [String: HostMetrics] {
        try await read { db in
            var metrics: [String: HostMetrics] = [:]
            for row in try db.rows("SELECT name, metrics FROM host WHERE metrics IS NOT NULL") {
                metrics[row[0]] = try StoredJSON.value(row[1])
            }
            return metrics
        }
    }

    /// How many attempts are live on each host, and what they hold.
    public func hostLoads() async throws(StoreError) -> [String: HostLoad] {
        try await read { db in try HostLedger.loads(db) }
    }

    private static func settings(of host: JobHost) throws -> StatementArguments {
        [
            host.kind.rawValue, host.endpoint, host.slots, host.weight, host.region,
            try StoredJSON.text(host.labels), host.isActive, host.allowsPull, try StoredJSON.text(host.removal),
            try StoredJSON.text(host.options), try StoredJSON.text(host.gpus), try StoredJSON.text(host.counters),
        ]
    }

    private static func noSuchHost(_ name: String, _ db: Database) throws -> StoreError {
        let names = try HostRow.all(db).map { "'\($0.name)'" }.joined(separator: ", ")
        return StoreError(
            .notFound,
            "There is no host '\(name)'. " + (names.isEmpty ? "Add one with `berth host add`." : "There are \(names)."))
    }
}
