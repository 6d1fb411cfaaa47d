import Foundation
import GRDB
import JobCore

/// Moves jobs from status to status: the only code that writes `job.status` of a job that exists (QUEUE-02).
struct JobTransition {
    let db: Database
    let actor: String
    let now: Date

    /// Makes one step, writes `changes` with it and a line of the journal. When it is the last one, the jobs that come after
    /// this one are let go or failed by the same transaction.
    ///
    /// - Parameters:
    ///   - job: which job.
    ///   - from: where it stands, as read in this transaction.
    ///   - to: where it goes.
    ///   - changes: further columns: `"finished_at = ?, exit_code = ?"`.
    ///   - values: for the question marks in `changes`.
    ///   - attempt: the attempt it is about.
    ///   - detail: a sentence for the journal.
    /// - Throws: `JobTransitionError` when the table has no such step; `conflict` when the job stands elsewhere.
    func move(
        _ job: JobNumber, from: JobStatus, to: JobStatus, set changes: String = "", _ values: StatementArguments = [],
        attempt: Int? = nil, detail: String? = nil
    ) throws {
        try step(job, from: from, to: to, set: changes, values, attempt: attempt, detail: detail)
        if to.isTerminal { try DependencyRelease(db: db, actor: actor, now: now).follow(endOf: job) }
    }

    /// The step alone.
    func step(
        _ job: JobNumber, from: JobStatus, to: JobStatus, set changes: String = "", _ values: StatementArguments = [],
        attempt: Int? = nil, detail: String? = nil
    ) throws {
        try from.checkTransition(to: to)
        let separator = changes.isEmpty ? "" : ", "
        let target: StatementArguments = [job.rawValue, from.rawValue]
        try db.run(
            "UPDATE job SET status = ?\(separator)\(changes) WHERE number = ? AND status = ?",
            [to.rawValue] + values + target)
        guard db.changesCount == 1 else {
            throw StoreError(.conflict, "Job \(job) is no longer \(from). Look at it again with `berth show \(job)`.")
        }
        try Journal(db: db, actor: actor, now: now).note(to.rawValue, job: job, attempt: attempt, detail: detail)
    }

    /// Makes a job ready as of `moment`: its rank is set from there (decisions 6).
    func queue(_ job: JobNumber, from: JobStatus, priority: Int, asOf moment: Date, detail: String? = nil) throws {
        try move(
            job, from: from, to: .queued,
            set: "eligible_at = ?, rank = ?, held_at = NULL, blocked_reason = NULL",
            [moment.microseconds, Rank.of(eligibleAt: moment, priority: priority)], detail: detail)
    }
}
