import Foundation
import GRDB
import JobCore

/// Where a job that has not been launched waits until nothing holds it back: the only code that moves one between `pending`
/// and `queued` for what it waits for (QUEUE-01).
struct JobGate {
    /// What is looked at of a job that waits.
    struct Waiting {
        var number: JobNumber
        var status: JobStatus
        var priority: Int
        var isHeld: Bool
        var notBefore: Date?
        var openDependencies: Int
    }

    let db: Database
    let actor: String
    let now: Date

    private var transition: JobTransition { JobTransition(db: db, actor: actor, now: now) }

    func waiting(_ number: JobNumber) throws -> Waiting? {
        let row = try db.row(
            """
            SELECT status, priority, held_at IS NOT NULL, not_before, open_dependencies FROM job WHERE number = ?
            """, [number.rawValue])
        guard let row else { return nil }
        var column = ColumnReader(row)
        return Waiting(
            number: number, status: try column.word(), priority: column.next(), isHeld: column.next(),
            notBefore: column.optionalDate(), openDependencies: column.next())
    }

    /// Queues a pending job when nothing holds it back any more, and writes down what does otherwise.
    ///
    /// - Parameter moment: since when it is ready; `nil` means now.
    func open(_ job: Waiting, asOf moment: Date? = nil, detail: String? = nil) throws {
        switch try readiness(job) {
        case .ready:
            try transition.queue(
                job.number, from: job.status, priority: job.priority, asOf: moment ?? now, detail: detail)
        case .waits(let reason):
            try db.run("UPDATE job SET blocked_reason = ? WHERE number = ?", [reason, job.number.rawValue])
        }
    }

    /// Takes a queued or retrying job back to `pending` when something holds it back now.
    func close(_ job: Waiting) throws {
        guard case .waits(let reason) = try readiness(job) else { return }
        guard job.status != .pending else {
            try db.run("UPDATE job SET blocked_reason = ? WHERE number = ?", [reason, job.number.rawValue])
            return
        }
        try transition.move(
            job.number, from: job.status, to: .pending, set: "blocked_reason = ?, rank = NULL, retry_at = NULL",
            [reason], detail: reason)
    }

    /// Ends a job that can never run any more. What comes after it is the caller's to follow.
    func fail(_ job: Waiting, because sentence: String) throws {
        try transition.step(
            job.number, from: job.status, to: .failed,
            set: """
                finished_at = ?, exit_reason = 'dependency', last_error = ?, blocked_reason = NULL, held_at = NULL,
                rank = NULL
                """,
            [now.microseconds, sentence], detail: sentence)
    }

    private func readiness(_ job: Waiting) throws -> Readiness {
        let predecessors =
            job.openDependencies > 0 ? try DependencyLedger(db: db).openPredecessors(of: job.number) : []
        return .of(
            isHeld: job.isHeld, notBefore: job.notBefore, predecessors: predecessors,
            openDependencies: job.openDependencies, now: now)
    }
}
