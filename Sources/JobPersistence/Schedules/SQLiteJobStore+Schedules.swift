public import Foundation
import GRDB
public import JobCore

extension SQLiteJobStore {
    /// All schedules by name, secret values empty.
    public func schedules() async throws(StoreError) -> [Schedule] {
        let now = now()
        return try await read { db in try ScheduleRow(db: db, now: now).all() }
    }

    /// One schedule, secret values empty.
    public func schedule(_ name: String) async throws(StoreError) -> Schedule {
        let now = now()
        return try await read { db in try ScheduleRow(db: db, now: now).existing(name) }
    }

    /// One schedule with its opened secrets; `nil` when there is none.
    public func scheduleDefinition(_ name: String) async throws(StoreError) -> Schedule? {
        let now = now()
        return try await read { [secrets] db in try ScheduleRow(db: db, now: now, secrets: secrets).one(name) }
    }

    /// Adds a schedule, or replaces the one of its name.
    @discardableResult
    public func addSchedule(
        _ schedule: Schedule, isReplacing: Bool, actor: String
    ) async throws(StoreError) -> Schedule {
        let now = now()
        return try await write { [secrets] db in
            let rows = ScheduleRow(db: db, now: now)
            var schedule = schedule
            let known = try rows.one(schedule.name)
            if let known {
                guard isReplacing else {
                    throw StoreError(
                        .conflict,
                        "There is a schedule '\(schedule.name)' already. Choose another name, or replace it by --replace."
                    )
                }
                schedule.take(over: known)
                try db.run("DELETE FROM schedule WHERE name = ?", [schedule.name])
            }
            if let group = schedule.draft.group { try GroupLedger(db: db).ensure(group, now: now) }
            try rows.insert(schedule, secrets: secrets)
            try Journal(db: db, actor: actor, now: now).note(
                known == nil ? "schedule_added" : "schedule_changed", job: nil, detail: schedule.name)
            return try rows.existing(schedule.name)
        }
    }

    /// Lets a schedule submit nothing from now on, or again from its next due time after now.
    public func pauseSchedule(_ name: String, isPaused: Bool, actor: String) async throws(StoreError) -> Schedule {
        let now = now()
        return try await write { db in
            let rows = ScheduleRow(db: db, now: now)
            let schedule = try rows.existing(name)
            guard (schedule.pausedAt != nil) != isPaused else { return schedule }
            // What was due during the pause was not missed: it was not wanted.
            let next = isPaused ? schedule.nextAt : schedule.rule.next(after: now, anchor: schedule.createdAt)
            try db.run(
                "UPDATE schedule SET paused_at = ?, next_at = ? WHERE name = ?",
                [isPaused ? now.microseconds : nil, next?.microseconds, name])
            try Journal(db: db, actor: actor, now: now).note(
                isPaused ? "schedule_paused" : "schedule_resumed", job: nil, detail: name)
            return try rows.existing(name)
        }
    }

    /// Removes a schedule; the jobs that it submitted stay.
    public func removeSchedule(_ name: String, actor: String) async throws(StoreError) {
        let now = now()
        try await write { db in
            _ = try ScheduleRow(db: db, now: now).existing(name)
            try db.run("DELETE FROM schedule WHERE name = ?", [name])
            try Journal(db: db, actor: actor, now: now).note("schedule_removed", job: nil, detail: name)
        }
    }

    /// Submits a run of a schedule at once.
    public func runSchedule(_ name: String, actor: String) async throws(StoreError) -> Job {
        let now = now()
        return try await write { [makeID, secrets] db in
            let schedule = try ScheduleRow(db: db, now: now, secrets: secrets).existing(name)
            let insertion = JobInsertion(db: db, actor: actor, now: now, makeID: makeID, secrets: secrets)
            return try ScheduleRun(insertion: insertion, secrets: secrets).submitNow(schedule).job
        }
    }

    /// Submits the jobs that schedules are due for.
    public func submitDue(now: Date) async throws(StoreError) -> Int {
        let waiting = try await read { db in
            try db.number(
                """
                SELECT count(*) FROM (SELECT 1 FROM schedule INDEXED BY schedule_due
                    WHERE paused_at IS NULL AND next_at <= ? LIMIT 1)
                """, [now.microseconds])
        }
        // Asked every round: nothing is written when nothing is due.
        guard waiting == 1 else { return 0 }
        return try await write { [makeID, secrets] db in
            let insertion = JobInsertion(db: db, actor: "worker", now: now, makeID: makeID, secrets: secrets)
            return try ScheduleRun(insertion: insertion, secrets: secrets).submitDue()
        }
    }

    /// Ended runs beyond those that their schedule keeps, whose containers are gone; the oldest first, at most `limit`.
    public func outdatedRuns(limit: Int) async throws(StoreError) -> [JobNumber] {
        try await read { db in
            var outdated: [JobNumber] = []
            for row in try db.rows("SELECT name, keep FROM schedule WHERE keep IS NOT NULL") {
                let (name, keep): (String, Int) = (row[0], row[1])
                outdated += try db.rows(
                    """
                    SELECT number FROM job INDEXED BY job_of_schedule
                    WHERE schedule IS NOT NULL AND schedule = ? AND finished_at IS NOT NULL
                        AND NOT EXISTS (SELECT 1 FROM attempt WHERE job = job.number AND removed_at IS NULL)
                    ORDER BY number DESC LIMIT ? OFFSET ?
                    """, [name, limit, keep]
                ).map { JobNumber($0[0]) }
            }
            return Array(outdated.sorted().prefix(limit))
        }
    }
}
