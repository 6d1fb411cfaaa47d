import Foundation
import GRDB
import JobCore
import JobEngine

/// Stores the end of an attempt and what becomes of its job, inside one transaction (architecture.md 4.6).
struct Settlement {
    var outcome: AttemptOutcome
    let log: LogProgress
    let completeness: LogCompleteness
    let now: Date
    let db: Database

    /// - Throws: `fenced` for an old token; `JobTransitionError` when the job cannot take the step.
    mutating func settle(_ next: NextStep, _ fence: Fence) throws -> Job {
        let attempt = try FencedAttempt(fence, db)
        let step = honoured(next, attempt)
        var status = attempt.status
        let transition = JobTransition(db: db, actor: attempt.actor, now: now)
        if status == .launching, outcome.reachedStart {
            // An adopted container that has run and exited: the job was running, though nobody saw it (decisions 3).
            try transition.move(
                attempt.id.job, from: .launching, to: .running,
                set: "started_at = ?, attempts_used = attempts_used + 1",
                [(outcome.startedAt?.date ?? now).microseconds], attempt: attempt.id.number)
            status = .running
        }
        try close(attempt)
        let (changes, values) = self.changes(step, attempt)
        try transition.move(
            attempt.id.job, from: status, to: step.status,
            set: "exit_code = ?, exit_reason = ?, last_error = ?, unknown_since = NULL, blocked_reason = NULL"
                + changes,
            [outcome.exitCode, outcome.reason.rawValue, outcome.error] + values, attempt: attempt.id.number,
            detail: detail(step, attempt))
        return try JobReading(db: db).job(attempt.id.job)
    }

    /// A request to end the job that came after `next` was decided still wins: over another attempt, and over any end but one
    /// that the engine dates before the request (decisions 5, I6).
    private mutating func honoured(_ next: NextStep, _ attempt: FencedAttempt) -> NextStep {
        guard let requestedAt = attempt.requests.cancelRequestedAt else { return next }
        switch next {
        case .retry, .requeue: break
        case .finish(.cancelled), .finish(.timeout): return next
        case .finish:
            if let finishedAt = outcome.finishedAt, finishedAt.date < requestedAt { return next }
            outcome.reason = .cancelled
            outcome.error = "Cancelled by \(attempt.requests.cancelRequestedBy ?? "someone")."
        }
        return .finish(.cancelled)
    }

    private func changes(_ step: NextStep, _ attempt: FencedAttempt) -> (String, StatementArguments) {
        switch step {
        case .finish:
            // The start that the engine tells at the end is on the same clock as the end.
            return (
                ", started_at = coalesce(?, started_at), finished_at = ?, rank = NULL",
                [outcome.startedAt?.date.microseconds, (outcome.finishedAt?.date ?? now).microseconds]
            )
        case .retry(let delay):
            let due = now.addingTimeInterval(delay.inSeconds)
            return (
                ", retry_at = ?, eligible_at = ?, rank = ?, infrastructure_failures = infrastructure_failures + ?",
                [
                    due.microseconds, due.microseconds,
                    Rank.of(eligibleAt: due, priority: attempt.priority), outcome.reachedStart ? 0 : 1,
                ]
            )
        case .requeue:
            // Its old rank is kept: it lost its place by no fault of its own.
            let eligible = attempt.eligibleAt ?? now
            return (
                ", eligible_at = ?, rank = ?",
                [eligible.microseconds, Rank.of(eligibleAt: eligible, priority: attempt.priority)]
            )
        }
    }

    private func close(_ attempt: FencedAttempt) throws {
        try attempt.update(
            """
            is_ended = 1, settled_at = ?, started_ns = coalesce(?, started_ns), finished_ns = ?, exit_code = ?,
            was_out_of_memory = ?, exit_reason = ?, error = ?, log_bytes = ?, log_lines = ?, log_missing_bytes = ?,
            log_missing_lines = ?, log_completeness = ?, lease_until = NULL, removed_at = ?
            """,
            [
                now.microseconds, outcome.startedAt?.packed, outcome.finishedAt?.packed, outcome.exitCode,
                outcome.wasOutOfMemory, outcome.reason.rawValue, outcome.error, log.bytes, log.lines, log.missingBytes,
                log.missingLines, AttemptRow.word(completeness),
                // A claim given back before any container existed leaves nothing to remove.
                outcome.reason == .notStarted ? now.microseconds : nil,
            ], db)
    }

    private func detail(_ step: NextStep, _ attempt: FencedAttempt) -> String? {
        var parts: [String] = []
        if let code = outcome.exitCode { parts.append("exit code \(code)") }
        if let error = outcome.error { parts.append(error) }
        if step.status == .completed, let moment = attempt.requests.cancelRequestedAt {
            parts.append("ended before its end was asked for at \(EngineTime(moment).timestamp)")
        }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
}
