public import Foundation
import GRDB
public import JobCore
public import JobEngine

extension SQLiteJobStore {
    /// Claims jobs in one transaction: `launching`, attempt, container name, lease, token, slot. The chosen host's slots and
    /// limits are checked again inside it (decisions 7).
    public func claim(
        _ requests: [ClaimRequest], worker: WorkerID, leaseUntil: Date, now: Date
    ) async throws(StoreError) -> [LiveAttempt] {
        guard !requests.isEmpty else { return [] }
        return try await write { [id, secrets] db in
            try Claiming(db: db, store: id, secrets: secrets, worker: worker, leaseUntil: leaseUntil, now: now)
                .claim(requests)
        }
    }

    /// All attempts that are under way, secrets opened.
    public func liveAttempts() async throws(StoreError) -> [LiveAttempt] {
        try await read { [secrets] db in try Self.liveAttempts(db, secrets) }
    }

    /// Which attempts are under way; cheap enough for every round.
    public func liveAttemptIDs() async throws(StoreError) -> Set<AttemptID> {
        try await read { db in
            let rows = try db.rows("SELECT job, number FROM attempt INDEXED BY attempt_live WHERE is_ended = 0")
            return Set(
                rows.map { row in
                    var column = ColumnReader(row)
                    return AttemptID(job: JobNumber(column.next()), number: column.next())
                })
        }
    }

    /// Takes over all live attempts for `worker`, each with a new token.
    public func adoptAll(
        worker: WorkerID, leaseUntil: Date, now: Date
    ) async throws(StoreError) -> [LiveAttempt] {
        try await write { [secrets] db in
            let journal = Journal(db: db, actor: FencedAttempt.actor(worker.uuid), now: now)
            for attempt in try Self.liveRows(db) {
                try db.run(
                    "UPDATE attempt SET token = ?, worker = ?, lease_until = ? WHERE job = ? AND number = ?",
                    [
                        FencingToken.next(db), worker.uuid, leaseUntil.microseconds, attempt.id.job.rawValue,
                        attempt.id.number,
                    ])
                try journal.note("adopted", job: attempt.id.job, attempt: attempt.id.number)
            }
            // Who holds the lock is alone: the others on the register have died without a word.
            try db.run(
                "UPDATE worker SET ended_at = renewed_at WHERE ended_at IS NULL AND id <> ?", [worker.uuid])
            return try Self.liveAttempts(db, secrets)
        }
    }

    /// Records a step of an attempt.
    @discardableResult
    public func record(
        _ step: AttemptStep, fence: Fence, now: Date
    ) async throws(StoreError) -> PendingRequests {
        try await write { db in try StepRecording(db: db, now: now).record(step, fence) }
    }

    /// Stores how an attempt ended and what becomes of its job, in one write.
    @discardableResult
    public func settle(
        _ outcome: AttemptOutcome, next: NextStep, log: LogProgress, completeness: LogCompleteness, fence: Fence,
        now: Date
    ) async throws(StoreError) -> Job {
        try await write { db in
            var settlement = Settlement(outcome: outcome, log: log, completeness: completeness, now: now, db: db)
            return try settlement.settle(next, fence)
        }
    }

    /// The requests that stand on live jobs, by job; only those that have any.
    public func pendingRequests() async throws(StoreError) -> [JobNumber: PendingRequests] {
        try await read { db in
            let rows = try db.rows(
                """
                SELECT number, cancel_requested_at, cancel_requested_by, kill_requested FROM job INDEXED BY job_by_status
                WHERE status IN ('launching', 'running') AND cancel_requested_at IS NOT NULL
                """)
            var requests: [JobNumber: PendingRequests] = [:]
            for row in rows {
                var column = ColumnReader(row)
                let number = JobNumber(column.next())
                requests[number] = PendingRequests(
                    cancelRequestedAt: column.optionalDate(), cancelRequestedBy: column.optional(), kill: column.next())
            }
            return requests
        }
    }

    /// Whether an attempt is live, ended or unknown, for reconciling.
    public func knowledge(of attempts: [AttemptID]) async throws(StoreError) -> [AttemptID: AttemptKnowledge] {
        try await read { db in
            var known: [AttemptID: AttemptKnowledge] = [:]
            for id in attempts {
                let row = try db.row(
                    "SELECT is_ended, settled_at FROM attempt WHERE job = ? AND number = ?",
                    [id.job.rawValue, id.number])
                guard let row else {
                    known[id] = .unknown
                    continue
                }
                var column = ColumnReader(row)
                let isEnded: Bool = column.next()
                let moment = column.optionalDate()
                known[id] = isEnded ? .ended(at: moment ?? Date(microseconds: 0)) : .live
            }
            return known
        }
    }

    /// Ended attempts whose container was not yet removed, on one host.
    public func unremoved(host: String, limit: Int) async throws(StoreError) -> [Attempt] {
        try await read { db in
            try db.rows(
                """
                SELECT \(AttemptRow.columns) FROM attempt INDEXED BY attempt_unremoved
                WHERE host = ? AND is_ended = 1 AND removed_at IS NULL ORDER BY job, number LIMIT ?
                """, [host, limit]
            ).map(AttemptRow.decode)
        }
    }

    /// Notes that the container of an ended attempt is gone. Needs no fence: it is true for ever.
    public func markRemoved(_ attempts: [AttemptID], now: Date) async throws(StoreError) {
        guard !attempts.isEmpty else { return }
        try await write { db in
            for id in attempts {
                try db.run(
                    "UPDATE attempt SET removed_at = ? WHERE job = ? AND number = ? AND is_ended = 1 AND removed_at IS NULL",
                    [now.microseconds, id.job.rawValue, id.number])
            }
        }
    }

    private static func liveRows(_ db: Database) throws -> [Attempt] {
        try db.rows(
            """
            SELECT \(AttemptRow.columns) FROM attempt INDEXED BY attempt_live WHERE is_ended = 0 ORDER BY job, number
            """
        ).map(AttemptRow.decode)
    }

    private static func liveAttempts(_ db: Database, _ secrets: SecretBox) throws -> [LiveAttempt] {
        let reading = JobReading(db: db, secrets: .opened(secrets))
        return try liveRows(db).compactMap { attempt in
            do {
                return LiveAttempt(job: try reading.job(attempt.id.job), attempt: attempt)
            } catch let error as StoreError {
                guard error.code == .configuration else { throw error }
                // A secret that cannot be opened any more. A container that is there has it; without one the attempt waits for
                // a worker that can open it, and all others go on.
                guard attempt.executionID != nil else { return nil }
                return LiveAttempt(job: try JobReading(db: db).job(attempt.id.job), attempt: attempt)
            }
        }
    }
}
