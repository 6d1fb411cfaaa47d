import Foundation
import GRDB
import JobCore

/// Reads and writes schedules, inside a transaction.
struct ScheduleRow {
    let db: Database
    let now: Date
    /// Opens secret values; without it they stay empty.
    var secrets: SecretBox?

    private static let columns = """
        name, uuid, rule, time_zone, overlap, missed, keep, definition, created_at, paused_at, next_at, last_at, last_result,
        request
        """

    func all() throws -> [Schedule] {
        try db.rows("SELECT \(Self.columns) FROM schedule ORDER BY name").map(decode)
    }

    func one(_ name: String) throws -> Schedule? {
        try db.row("SELECT \(Self.columns) FROM schedule WHERE name = ?", [name.bound]).map(decode)
    }

    /// - Throws: `notFound`, naming the schedules there are.
    func existing(_ name: String) throws -> Schedule {
        if let schedule = try one(name) { return schedule }
        let names = try db.rows("SELECT name FROM schedule ORDER BY name").map { "'\($0[0] as String)'" }
        throw StoreError(
            .notFound,
            "There is no schedule '\(name)'."
                + (names.isEmpty
                    ? " Make one with `berth schedule add`." : " There are \(names.joined(separator: ", ")).")
        )
    }

    func due(at now: Date) throws -> [Schedule] {
        try db.rows(
            """
            SELECT \(Self.columns) FROM schedule INDEXED BY schedule_due
            WHERE paused_at IS NULL AND next_at <= ? ORDER BY next_at, name
            """, [now.microseconds]
        ).map(decode)
    }

    func insert(_ schedule: Schedule, secrets: SecretBox) throws {
        var draft = schedule.draft
        // Values that come from elsewhere at each run are not kept here.
        if schedule.source != nil { draft.spec.environment = [] }
        let definition = try StoredDraft(draft, owner: schedule.uuid, secrets: secrets, db)
        let request = try schedule.source.map {
            try StoredJSON.text(try StoredRequest($0, owner: schedule.uuid, secrets: secrets, db))
        }
        try db.run(
            """
            INSERT INTO schedule (name, uuid, rule, time_zone, overlap, missed, keep, definition, created_at, next_at,
                paused_at, last_at, last_result, request)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                schedule.name, schedule.uuid, schedule.rule.stored, schedule.zone.identifier,
                schedule.overlap.rawValue, schedule.missed.rawValue, schedule.keep, try StoredJSON.text(definition),
                schedule.createdAt.microseconds, schedule.nextAt?.microseconds, schedule.pausedAt?.microseconds,
                schedule.lastAt?.microseconds, schedule.lastResult, request,
            ])
    }

    private func decode(_ row: Row) throws -> Schedule {
        var column = ColumnReader(row)
        let name: String = column.next()
        let uuid = try column.uuid()
        let rule: String = column.next()
        let identifier: String = column.next()
        guard let zone = TimeZone(identifier: identifier) else {
            throw StoredValueError(what: "time zone", text: identifier)
        }
        let overlap: ScheduleOverlap = try column.word()
        let missed: MissedRuns = try column.word()
        let keep: Int? = column.optional()
        let definition: StoredDraft = try StoredJSON.value(column.next())
        var schedule = Schedule(
            name: name, uuid: uuid, rule: try ScheduleRule(stored: rule, zone: zone), zone: zone, overlap: overlap,
            missed: missed, keep: keep, draft: try definition.draft(owner: uuid, secrets: secrets, db),
            createdAt: column.date())
        schedule.pausedAt = column.optionalDate()
        schedule.nextAt = column.optionalDate()
        schedule.lastAt = column.optionalDate()
        schedule.lastResult = column.optional()
        if let request: String = column.optional() {
            let stored: StoredRequest = try StoredJSON.value(request)
            try merge(try stored.request(owner: uuid, secrets: secrets, db), into: &schedule)
        }
        return schedule
    }

    /// What templates and environments say now. Where that makes no job any more, the draft stays what it was once.
    private func merge(_ source: ScheduledRequest, into schedule: inout Schedule) throws {
        schedule.source = source
        let library = try TemplateRows(db: db).library(
            for: source.request, secrets: secrets.map { .opened($0) } ?? .hidden)
        do throws(InvalidInput) {
            var draft = try source.draft(library, now: now)
            if draft.name == nil { draft.name = schedule.name }
            var merged = schedule
            merged.draft = draft
            try JobValidation.check(merged)
            schedule = merged
        } catch {
            schedule.problem = error.description
        }
    }
}
