import Foundation
import GRDB
import JobCore

/// Submits what schedules are due for. Jobs and the next due time are one transaction, and each job carries the schedule and
/// its due time as a key, so that no crash and no second worker submits one twice (I22).
struct ScheduleRun {
    let insertion: JobInsertion
    let secrets: SecretBox

    private var db: Database { insertion.db }
    private var now: Date { insertion.now }

    /// - Returns: how many jobs were submitted.
    func submitDue() throws -> Int {
        var submitted = 0
        for schedule in try ScheduleRow(db: db, now: now).due(at: now) {
            let opened: Schedule
            do {
                opened = try ScheduleRow(db: db, now: now, secrets: secrets).existing(schedule.name)
            } catch let error as StoreError {
                // A secret that cannot be opened is no other schedule's trouble.
                try leaveOut(schedule, because: error.message)
                continue
            }
            if let problem = opened.problem {
                try leaveOut(opened, because: problem)
                continue
            }
            submitted += try submit(opened)
        }
        return submitted
    }

    private func leaveOut(_ schedule: Schedule, because sentence: String) throws {
        let decision = ScheduleDecision.of(schedule, hasLive: false, now: now)
        let result = Self.leftOut(decision.runs.count + decision.skipped, because: sentence)
        try db.run(
            "UPDATE schedule SET next_at = ?, last_at = ?, last_result = ? WHERE name = ?",
            [decision.nextAt?.microseconds, schedule.nextAt?.microseconds, result, schedule.name])
        try Journal(db: db, actor: insertion.actor, now: now).note(
            "schedule_due", job: nil, detail: "\(schedule.name): \(result)")
    }

    private static func leftOut(_ count: Int, because reason: String?) -> String {
        "\(count) run\(count == 1 ? "" : "s") left out" + (reason.map { ": \($0)" } ?? "")
    }

    /// Submits a run by hand; the overlap is looked at, the due times stay as they are.
    func submitNow(_ schedule: Schedule) throws -> SubmittedJob {
        if let problem = schedule.problem {
            throw StoreError(.conflict, "Schedule '\(schedule.name)' cannot run: \(problem)")
        }
        let live = try live(schedule)
        if schedule.overlap == .forbid, let job = live.last {
            throw StoreError(
                .conflict,
                "Schedule '\(schedule.name)' may not overlap, and job \(job) has not ended. Wait for it, or cancel it.")
        }
        var draft = schedule.draft
        if schedule.overlap == .replace { draft.after = try replace(live) }
        return try insertion.insert(draft, schedule: schedule.name)
    }

    private func submit(_ schedule: Schedule) throws -> Int {
        let live = try live(schedule)
        let decision = ScheduleDecision.of(schedule, hasLive: !live.isEmpty, now: now)
        if decision.replacesEarlier { _ = try replace(live) }
        var earlier = decision.isChained ? live : []
        var words: [String] = []
        for moment in decision.runs {
            var draft = schedule.draft
            draft.idempotencyKey = "schedule \(schedule.uuid.uuidString.lowercased()) \(moment.microseconds)"
            draft.after = earlier.map { Prerequisite(.number($0), .any) }
            let job = try insertion.insert(draft, schedule: schedule.name).job
            if decision.isChained { earlier = [job.number] }
            words.append("job \(job.number)")
        }
        if decision.skipped > 0 { words.append(Self.leftOut(decision.skipped, because: decision.reason)) }
        let result = words.count > 3 ? "\(decision.runs.count) jobs" : words.joined(separator: "; ")
        try db.run(
            "UPDATE schedule SET next_at = ?, last_at = ?, last_result = ? WHERE name = ?",
            [decision.nextAt?.microseconds, schedule.nextAt?.microseconds, result, schedule.name])
        try Journal(db: db, actor: insertion.actor, now: now).note(
            "schedule_due", job: nil, detail: "\(schedule.name): \(result)")
        return decision.runs.count
    }

    /// Found among all that is active: a schedule's own history is long, and almost all of it has ended.
    private func live(_ schedule: Schedule) throws -> [JobNumber] {
        try db.rows(
            """
            SELECT number FROM job INDEXED BY job_by_status
            WHERE status IN ('pending', 'queued', 'launching', 'running', 'retrying') AND schedule = ? ORDER BY number
            """, [schedule.name]
        ).map { JobNumber($0[0]) }
    }

    private func replace(_ live: [JobNumber]) throws -> [Prerequisite] {
        let requests = JobRequests(db: db, actor: insertion.actor, now: now)
        for job in live { _ = try requests.cancel(job, kill: false) }
        return live.map { Prerequisite(.number($0), .any) }
    }
}
