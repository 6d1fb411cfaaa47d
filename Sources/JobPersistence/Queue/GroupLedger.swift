import Foundation
import GRDB
import JobCore

/// Groups and what runs in them, inside a transaction (QUEUE-11). What runs is counted anew each time, so that it cannot drift.
struct GroupLedger {
    let db: Database

    /// Makes a group without a limit unless it is there.
    func ensure(_ name: String, now: Date) throws {
        try db.run(
            "INSERT INTO job_group (name, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING", [name, now.microseconds])
    }

    /// All groups by name, with the counts of their jobs that have not ended.
    func all() throws -> [JobGroup] {
        let rows = try db.rows(
            """
            SELECT group_name, status, count(*) FROM job INDEXED BY job_active_in_group
            WHERE group_name IS NOT NULL AND finished_at IS NULL GROUP BY group_name, status
            """)
        var counts: [String: [JobStatus: Int]] = [:]
        for row in rows {
            var column = ColumnReader(row)
            let name: String = column.next()
            counts[name, default: [:]][try column.word()] = column.next()
        }
        return try settings().map { group in
            var group = group
            group.counts = counts[group.name] ?? [:]
            return group
        }
    }

    /// All groups by name with what is under way, for the claim: what waits is not counted.
    func underWay() throws -> [String: JobGroup] {
        let groups = try settings()
        guard !groups.isEmpty else { return [:] }
        let rows = try db.rows(
            """
            SELECT job.group_name, count(*) FROM attempt INDEXED BY attempt_live JOIN job ON job.number = attempt.job
            WHERE attempt.is_ended = 0 AND job.group_name IS NOT NULL GROUP BY job.group_name
            """)
        var live: [String: Int] = [:]
        for row in rows {
            var column = ColumnReader(row)
            live[column.next()] = column.next()
        }
        return Dictionary(
            uniqueKeysWithValues: groups.map { group in
                var group = group
                group.counts = [.running: live[group.name] ?? 0]
                return (group.name, group)
            })
    }

    private func settings() throws -> [JobGroup] {
        try db.rows("SELECT name, parallel, paused_at, created_at FROM job_group ORDER BY name").map { row in
            var column = ColumnReader(row)
            return JobGroup(
                name: column.next(), parallel: column.optional(), pausedAt: column.optionalDate(),
                createdAt: column.date())
        }
    }
}
