import Foundation
import GRDB
import JobCore

/// What people ask of one job, inside a transaction.
struct JobRequests {
    let db: Database
    let actor: String
    let now: Date

    private var reading: JobReading { JobReading(db: db) }
    private var transition: JobTransition { JobTransition(db: db, actor: actor, now: now) }
    private var journal: Journal { Journal(db: db, actor: actor, now: now) }

    func cancel(_ number: JobNumber, kill: Bool) throws -> Job {
        let job = try reading.job(number)
        guard !job.status.isTerminal else { throw conflict(job, "There is nothing to cancel.") }
        if job.status.isLive {
            guard job.cancelRequestedAt == nil || (kill && !job.killRequested) else { return job }
            try db.run(
                """
                UPDATE job SET cancel_requested_at = coalesce(cancel_requested_at, ?),
                    cancel_requested_by = coalesce(cancel_requested_by, ?), kill_requested = max(kill_requested, ?)
                WHERE number = ?
                """, [now.microseconds, actor, kill, number.rawValue])
            try journal.note(kill ? "kill_requested" : "cancel_requested", job: number, attempt: job.attemptNumber)
        } else {
            try transition.move(
                number, from: job.status, to: .cancelled,
                set: """
                    cancel_requested_at = ?, cancel_requested_by = ?, finished_at = ?, exit_reason = 'cancelled',
                    retry_at = NULL, rank = NULL, blocked_reason = NULL
                    """,
                [now.microseconds, actor, now.microseconds])
        }
        return try reading.job(number)
    }

    func hold(_ number: JobNumber) throws -> Job {
        let job = try reading.job(number)
        switch job.status {
        case .pending:
            guard job.heldAt == nil else { return job }
            try db.run(
                "UPDATE job SET held_at = ?, blocked_reason = 'held' WHERE number = ?",
                [now.microseconds, number.rawValue])
        case .queued, .retrying:
            try transition.move(
                number, from: job.status, to: .pending,
                set: "held_at = ?, blocked_reason = 'held', rank = NULL, retry_at = NULL", [now.microseconds])
        default:
            throw conflict(job, "Only a job that waits can be held.")
        }
        try journal.note("held", job: number)
        return try reading.job(number)
    }

    func release(_ number: JobNumber) throws -> Job {
        let job = try reading.job(number)
        switch job.status {
        case .pending:
            try transition.queue(job, asOf: now, detail: "released")
        case .retrying:
            try db.run(
                "UPDATE job SET retry_at = ?, eligible_at = ?, rank = ? WHERE number = ?",
                [
                    now.microseconds, now.microseconds, Rank.of(eligibleAt: now, priority: job.priority),
                    number.rawValue,
                ])
            try journal.note("released", job: number)
        default:
            throw conflict(job, "Only a job that is held, scheduled or waits for a retry can be released.")
        }
        return try reading.job(number)
    }

    func setPriority(_ number: JobNumber, to priority: Int) throws -> Job {
        let job = try reading.job(number)
        guard [.pending, .queued, .retrying].contains(job.status) else {
            throw conflict(job, "Only a job that waits has a place in the queue.")
        }
        guard job.priority != priority else { return job }
        try db.run(
            "UPDATE job SET priority = ?, rank = CASE WHEN rank IS NULL THEN NULL ELSE rank + ? END WHERE number = ?",
            [priority, Rank.shift(from: job.priority, to: priority), number.rawValue])
        try journal.note("priority_changed", job: number, detail: "\(job.priority) to \(priority)")
        return try reading.job(number)
    }

    func delete(_ number: JobNumber) throws {
        let job = try reading.job(number)
        guard job.status.isTerminal else { throw conflict(job, "Cancel it first.") }
        try JobName.remove(job.name, of: number, db)
        try db.run("DELETE FROM job WHERE number = ?", [number.rawValue])
        try journal.note("deleted", job: number, detail: "\(job.name), \(job.status)")
    }

    private func conflict(_ job: Job, _ remedy: String) -> StoreError {
        StoreError(.conflict, "Job \(job.number) '\(job.name)' is \(job.status). \(remedy)")
    }
}
