import Foundation
import GRDB
import JobCore
import JobEngine

/// Claims jobs inside one transaction; slots and limits of the hosts are counted from the live attempts themselves
/// (decisions 7, BASE-10), and so are those of groups (QUEUE-11).
struct Claiming {
    let db: Database
    let store: StoreID
    let secrets: SecretBox
    let worker: WorkerID
    let leaseUntil: Date
    let now: Date

    /// - Returns: what was claimed, in the order of the requests.
    func claim(_ requests: [ClaimRequest]) throws -> [LiveAttempt] {
        let loads = try HostLedger.loads(db)
        var ledgers = Dictionary(
            uniqueKeysWithValues: try HostRow.all(db).map { host in
                (host.name, ResourceLedger(host: host, load: loads[host.name] ?? HostLoad()))
            })
        var groups = try GroupLedger(db: db).underWay()
        var claimed: [(JobNumber, Attempt)] = []
        for request in requests {
            guard let job = try ready(request.job), let ledger = ledgers[request.host], ledger.host.isActive,
                request.endpoint == nil || request.endpoint == ledger.host.endpoint,
                ledger.shortage(for: job.spec.limits) == nil
            else { continue }
            if let obstacle = try secretObstacle(job) {
                // Its own trouble, and nobody else's.
                try db.run(
                    "UPDATE job SET blocked_reason = ? WHERE number = ? AND blocked_reason IS NOT ?",
                    [obstacle, job.number.rawValue, obstacle])
                continue
            }
            if let group = job.group {
                guard groups[group]?.obstacle == nil else { continue }
                groups[group]?.counts[.running, default: 0] += 1
            }
            let reservation = ledgers[request.host]?.allocate(job.spec.limits) ?? Reservation()
            claimed.append((job.number, try launch(job, on: ledger.host, request, reservation)))
        }
        let reading = JobReading(db: db, secrets: .opened(secrets))
        return try claimed.map { LiveAttempt(job: try reading.job($0), attempt: $1) }
    }

    /// Why its secrets cannot be opened; `nil` when they can, or there are none.
    private func secretObstacle(_ job: Job) throws -> String? {
        let rows = try db.rows(
            "SELECT name, value FROM variable WHERE job = ? AND is_secret ORDER BY position", [job.number.rawValue])
        do {
            for row in rows { _ = try secrets.open(row[1], name: row[0], owner: job.uuid, db) }
            return nil
        } catch let error as StoreError {
            return error.message
        }
    }

    private func ready(_ number: JobNumber) throws -> Job? {
        let condition = "number = ? AND (status = 'queued' OR (status = 'retrying' AND retry_at <= ?))"
        let rows = try db.rows(
            "SELECT \(JobRow.columns) FROM job WHERE \(condition)", [number.rawValue, now.microseconds])
        return try rows.first.map { try JobRow.decode($0, JSONDecoder()) }
    }

    private func launch(
        _ job: Job, on host: JobHost, _ request: ClaimRequest, _ reservation: Reservation
    ) throws -> Attempt {
        let id = AttemptID(job: job.number, number: job.attemptNumber + 1)
        var attempt = Attempt(
            id: id, token: try FencingToken.next(db), host: host.name, worker: worker,
            containerName: ContainerIdentity.containerName(store: store, jobName: job.name, attempt: id), claimedAt: now
        )
        attempt.routingReason = request.reason
        attempt.reservation = reservation
        try db.run(
            """
            INSERT INTO attempt (job, number, token, host, worker, lease_until, container_name, claimed_at, routing_reason,
                reserved)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                id.job.rawValue, id.number, attempt.token, host.name, worker.uuid, leaseUntil.microseconds,
                attempt.containerName, now.microseconds, request.reason,
                reservation.isEmpty ? nil : try StoredJSON.text(reservation),
            ])
        try JobTransition(db: db, actor: FencedAttempt.actor(worker.uuid), now: now).move(
            job.number, from: job.status, to: .launching,
            set: """
                attempt_number = ?, host = ?, executor = ?, routing_reason = ?, blocked_reason = NULL, retry_at = NULL,
                rank = NULL, started_at = NULL, exit_code = NULL, exit_reason = NULL, rejected = ?
                """,
            [
                id.number, host.name, host.kind.rawValue, request.reason,
                request.rejected.isEmpty ? nil : try StoredJSON.text(request.rejected),
            ], attempt: id.number, detail: "on '\(host.name)': \(request.reason)")
        return attempt
    }
}
