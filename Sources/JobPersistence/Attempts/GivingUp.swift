import Foundation
import GRDB
import JobCore
import JobEngine

/// Ends jobs whose host is gone for good, inside a transaction.
struct GivingUp {
    let db: Database
    let actor: String
    let now: Date

    /// - Parameter written: what the file of its log holds; `nil` for what the store was told of it last.
    func giveUp(_ number: JobNumber, isForced: Bool, written: LogProgress?) throws -> Job {
        let job = try JobReading(db: db).job(number)
        guard job.status.isLive, let id = job.latestAttempt else {
            throw StoreError(
                .conflict,
                "Job \(number) '\(job.name)' is \(job.status). Only one that was launched can be given up; see `berth cancel`."
            )
        }
        guard isForced || job.unknownSince != nil else {
            throw StoreError(
                .conflict,
                "The host of job \(number) '\(job.name)' is not known to be away. End the job with `berth cancel \(number)`, or add --force."
            )
        }
        let token = try FencingToken.next(db)
        // From here on every write of a worker that waits for that host is refused.
        try db.run(
            "UPDATE attempt SET token = ?, worker = NULL WHERE job = ? AND number = ?",
            [token, id.job.rawValue, id.number])
        try Journal(db: db, actor: actor, now: now).note("given_up", job: number, attempt: id.number)
        var settlement = Settlement(
            outcome: AttemptOutcome(
                reason: .lost,
                error: "Given up by \(actor): its host could not be asked any more. The job may have run.",
                reachedStart: job.status == .running),
            log: try written ?? progress(of: id), completeness: .incomplete(.givenUp), now: now, db: db)
        return try settlement.settle(.finish(.failed), Fence(attempt: id, token: token))
    }

    /// What was stored of its log stays.
    private func progress(of id: AttemptID) throws -> LogProgress {
        let row = try db.row(
            """
            SELECT log_bytes, log_lines, log_missing_lines, log_missing_bytes FROM attempt
            WHERE job = ? AND number = ?
            """, [id.job.rawValue, id.number])
        guard let row else { return LogProgress() }
        var column = ColumnReader(row)
        return LogProgress(
            bytes: column.next(), lines: column.next(), missingLines: column.next(), missingBytes: column.next())
    }
}
