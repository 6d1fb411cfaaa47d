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
    private var gate: JobGate { JobGate(db: db, actor: actor, now: now) }
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
            try releasePending(job)
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

    /// Takes a hold away, or from a job that is not held its schedule; what it comes after still holds it back.
    private func releasePending(_ job: Job) throws {
        guard job.openDependencies == 0 || job.heldAt != nil || job.notBefore.map({ $0 > now }) == true else {
            throw conflict(job, "It comes after others (\(job.blockedReason ?? "")); nothing else holds it back.")
        }
        try db.run(
            "UPDATE job SET held_at = NULL, not_before = CASE WHEN held_at IS NULL THEN NULL ELSE not_before END WHERE number = ?",
            [job.number.rawValue])
        guard let waiting = try gate.waiting(job.number) else { return }
        try gate.open(waiting, detail: "released")
        if waiting.openDependencies > 0 { try journal.note("released", job: job.number) }
    }

    func reschedule(_ number: JobNumber, to moment: Date) throws -> Job {
        let job = try waitingJob(number, "Only a job that waits can be scheduled.")
        try db.run("UPDATE job SET not_before = ? WHERE number = ?", [moment.microseconds, number.rawValue])
        try journal.note("rescheduled", job: number, detail: EngineTime(moment).timestamp)
        guard let waiting = try gate.waiting(number) else { return job }
        if waiting.status == .pending { try gate.open(waiting) } else { try gate.close(waiting) }
        return try reading.job(number)
    }

    func setGroup(_ number: JobNumber, to group: String?) throws -> Job {
        let job = try reading.job(number)
        guard !job.status.isTerminal else { throw conflict(job, "Only a job that has not ended can be moved.") }
        guard job.group != group else { return job }
        if let group { try GroupLedger(db: db).ensure(group, now: now) }
        try db.run("UPDATE job SET group_name = ? WHERE number = ?", [group, number.rawValue])
        try journal.note("group_changed", job: number, detail: "\(job.group ?? "none") to \(group ?? "none")")
        return try reading.job(number)
    }

    func add(_ prerequisites: [Prerequisite], to number: JobNumber) throws -> Job {
        let job = try waitingJob(number, "Only a job that waits can come after another.")
        let ledger = DependencyLedger(db: db)
        let resolved = try ledger.resolve(prerequisites)
        for dependency in resolved {
            if let path = try DependencyPath(db: db).path(from: dependency.predecessor, to: job) {
                let words = ([number] + path).map(\.description).joined(separator: " after ")
                throw conflict(job, "To run after job \(dependency.predecessor) would be a circle: \(words).")
            }
        }
        try ledger.add(resolved, to: number)
        let open = try db.number(
            "SELECT count(*) FROM job_dependency WHERE job = ? AND is_open = 1", [number.rawValue])
        try db.run("UPDATE job SET open_dependencies = ? WHERE number = ?", [open, number.rawValue])
        try journal.note(
            "prerequisites_added", job: number, detail: prerequisites.map(\.description).joined(separator: " "))
        guard let waiting = try gate.waiting(number) else { return job }
        if let never = resolved.first(where: { $0.state == .impossible }) {
            try gate.fail(waiting, because: never.condition.impossibility(never.predecessor, never.counts))
            try DependencyRelease(db: db, actor: actor, now: now).follow(endOf: number)
        } else {
            try gate.close(waiting)
        }
        return try reading.job(number)
    }

    private func waitingJob(_ number: JobNumber, _ remedy: String) throws -> Job {
        let job = try reading.job(number)
        guard [.pending, .queued, .retrying].contains(job.status) else { throw conflict(job, remedy) }
        return job
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
        if let array = job.array?.array {
            // An array goes with the last of its jobs.
            try db.run(
                """
                DELETE FROM job_array WHERE number = ?
                    AND NOT EXISTS (SELECT 1 FROM array_counter WHERE array = job_array.number AND jobs > 0)
                """, [array.rawValue])
        }
        try journal.note("deleted", job: number, detail: "\(job.name), \(job.status)")
    }

    private func conflict(_ job: Job, _ remedy: String) -> StoreError {
        StoreError(.conflict, "Job \(job.number) '\(job.name)' is \(job.status). \(remedy)")
    }
}
