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
            guard try HostArchive(db: db).one(host.name) == nil else { throw Self.isArchived(host.name) }
            try Self.insert(host, db)
            try Journal(db: db, actor: actor, now: now).note("host_added", job: nil, detail: host.name)
        }
    }

    private static func insert(_ host: JobHost, _ db: Database) throws {
        try db.run(
            """
            INSERT INTO host (kind, endpoint, slots, weight, region, labels, is_active, allows_pull, removal, options,
                gpus, counters, name, created_at, condition)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            try settings(of: host)
                + [host.name, host.createdAt.microseconds, try host.condition.map(StoredJSON.text)])
    }

    /// Replaces a host's settings; its condition is left alone.
    public func updateHost(_ host: JobHost, mayMove: Bool, actor: String) async throws(StoreError) {
        let now = now()
        try await write { db in
            guard let before = try HostRow.one(host.name, db) else { throw try Self.noSuchHost(host.name, db) }
            if !mayMove, before.kind != host.kind || before.endpoint != host.endpoint {
                try Self.refuseMove(of: host.name, db)
            }
            try db.run(
                """
                UPDATE host SET kind = ?, endpoint = ?, slots = ?, weight = ?, region = ?, labels = ?, is_active = ?,
                    allows_pull = ?, removal = ?, options = ?, gpus = ?, counters = ? WHERE name = ?
                """, Self.settings(of: host) + [host.name])
            try Journal(db: db, actor: actor, now: now).note("host_changed", job: nil, detail: host.name)
        }
    }

    /// An attempt is looked for where its host is: at another engine it would count as lost.
    private static func refuseMove(of name: String, _ db: Database) throws {
        let live =
            try db.number(
                "SELECT count(*) FROM attempt INDEXED BY attempt_live WHERE is_ended = 0 AND host = ?", [name]) ?? 0
        guard live > 0 else { return }
        let jobs = live == 1 ? "one of its jobs has" : "\(live) of its jobs have"
        throw StoreError(
            .conflict,
            "Host '\(name)' cannot be given another endpoint now: \(jobs) not ended. Wait by `berth host drain \(name)`, or "
                + "add another host; if it is the same engine by another way: `berth host edit \(name) --endpoint … --force`."
        )
    }

    /// Removes a host.
    public func removeHost(_ name: String, archiving: Bool, actor: String) async throws(StoreError) {
        let now = now()
        try await write { db in
            let journal = Journal(db: db, actor: actor, now: now)
            guard let host = try HostRow.one(name, db) else {
                guard let archived = try HostArchive(db: db).take(name) else { throw try Self.noSuchHost(name, db) }
                guard !archiving else {
                    throw StoreError(.conflict, "Host '\(archived.host.name)' is archived already.")
                }
                return try journal.note("host_removed", job: nil, detail: name)
            }
            try Self.refuseWhileNamed(name, as: archiving ? "archived" : "removed", db)
            try db.run("DELETE FROM host WHERE name = ?", [name])
            if archiving { try HostArchive(db: db).put(ArchivedHost(host: host, archivedAt: now)) }
            try journal.note(archiving ? "host_archived" : "host_removed", job: nil, detail: name)
        }
    }

    private static func refuseWhileNamed(_ name: String, as wish: String, _ db: Database) throws {
        let jobs = try db.number(
            """
            SELECT count(*) FROM job INDEXED BY job_by_status
            WHERE (status IN ('launching', 'running') AND host = ?)
                OR (status IN ('pending', 'queued', 'launching', 'running', 'retrying') AND wanted_host = ?)
            """, [name, name])
        guard jobs == 0 else {
            throw StoreError(
                .conflict,
                "Host '\(name)' cannot be \(wish): \(jobs ?? 0) job\(jobs == 1 ? " that has" : "s that have") not ended "
                    + "point\(jobs == 1 ? "s" : "") to it. Cancel \(jobs == 1 ? "it" : "them"), or wait for "
                    + "\(jobs == 1 ? "its" : "their") end.")
        }
    }

    /// The hosts that are archived, by name.
    public func archivedHosts() async throws(StoreError) -> [ArchivedHost] {
        try await read { db in try HostArchive(db: db).all() }
    }

    /// Brings an archived host back, active.
    public func restoreHost(_ name: String, actor: String) async throws(StoreError) {
        let now = now()
        try await write { db in
            guard var host = try HostArchive(db: db).take(name)?.host else { throw try Self.noSuchHost(name, db) }
            host.isActive = true
            try Self.insert(host, db)
            try Journal(db: db, actor: actor, now: now).note("host_restored", job: nil, detail: name)
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
        guard try HostArchive(db: db).one(name) == nil else { return isArchived(name) }
        let names = try HostRow.all(db).map { "'\($0.name)'" }.joined(separator: ", ")
        return StoreError(
            .notFound,
            "There is no host '\(name)'. " + (names.isEmpty ? "Add one with `berth host add`." : "There are \(names)."))
    }

    private static func isArchived(_ name: String) -> StoreError {
        StoreError(
            .conflict,
            "Host '\(name)' is archived. `berth host activate \(name)` brings it back; `berth host remove \(name)` frees "
                + "its name.")
    }
}
