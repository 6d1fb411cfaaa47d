import Foundation
import GRDB
import JobCore
import JobEngine

/// Records the steps of an attempt inside a transaction.
struct StepRecording {
    let db: Database
    let now: Date

    func record(_ step: AttemptStep, _ fence: Fence) throws -> PendingRequests {
        let attempt = try FencedAttempt(fence, db)
        switch step {
        case .prepared(let execution):
            try attempt.update("execution_id = ?", [execution.rawValue], db)
        case .started(let time, let witness):
            if let witness { try record(witness, attempt) }
            try start(attempt, at: time)
        case .witnessed(let witness):
            try record(witness, attempt)
        case .logged(let progress):
            try attempt.update(
                "log_bytes = ?, log_lines = ?, log_missing_bytes = ?, log_missing_lines = ?",
                [progress.bytes, progress.lines, progress.missingBytes, progress.missingLines], db)
        case .unknownSince(let moment):
            try db.run(
                "UPDATE job SET unknown_since = ? WHERE number = ?",
                [moment?.microseconds, attempt.id.job.rawValue])
        case .timeoutRequested(let moment):
            try attempt.update("timeout_requested_at = ?", [moment.microseconds], db)
            try Journal(db: db, actor: attempt.actor, now: now).note(
                "timeout_requested", job: attempt.id.job, attempt: attempt.id.number)
        }
        return attempt.requests
    }

    private func record(_ witness: EngineWitness, _ attempt: FencedAttempt) throws {
        try attempt.update("daemon = ?, daemon_replaced_ns = ?", [witness.daemon, witness.replacedAt?.packed], db)
    }

    /// Once only: recorded again after an adoption, it just confirms the time.
    private func start(_ attempt: FencedAttempt, at time: EngineTime) throws {
        try attempt.update("started_ns = ?", [time.packed], db)
        guard attempt.status == .launching else { return }
        try JobTransition(db: db, actor: attempt.actor, now: now).move(
            attempt.id.job, from: .launching, to: .running,
            set: "started_at = ?, attempts_used = attempts_used + 1, unknown_since = NULL", [time.date.microseconds],
            attempt: attempt.id.number)
    }
}
