public import Foundation
import GRDB
public import JobCore

extension SQLiteJobStore {
    /// Moves what has become due (`notBefore` passed) to `queued`.
    public func promoteDue(now: Date) async throws(StoreError) -> Int {
        let due = "status = 'pending' AND not_before <= ? AND held_at IS NULL"
        let waiting = try await read { db in
            try db.number(
                "SELECT count(*) FROM (SELECT 1 FROM job INDEXED BY job_scheduled WHERE \(due) LIMIT 1)",
                [now.microseconds])
        }
        // Asked every round: nothing is written when nothing is due.
        guard waiting == 1 else { return 0 }
        return try await write { db in
            let rows = try db.rows(
                "SELECT \(JobRow.columns) FROM job INDEXED BY job_scheduled WHERE \(due) ORDER BY not_before, number",
                [now.microseconds])
            let jobs = try JobReading(db: db).jobs(rows)
            let transition = JobTransition(db: db, actor: "worker", now: now)
            for job in jobs { try transition.queue(job, asOf: job.notBefore ?? now, detail: "due") }
            return jobs.count
        }
    }

    /// When something becomes due next (a schedule or a retry); `nil` when nothing is scheduled.
    public func nextDue(after now: Date) async throws(StoreError) -> Date? {
        try await read { db in
            let scheduled = try db.number(
                """
                SELECT not_before FROM job INDEXED BY job_scheduled
                WHERE status = 'pending' AND not_before > ? AND held_at IS NULL ORDER BY not_before LIMIT 1
                """, [now.microseconds])
            let retry = try db.number(
                """
                SELECT retry_at FROM job INDEXED BY job_retry
                WHERE status = 'retrying' AND retry_at > ? ORDER BY retry_at LIMIT 1
                """, [now.microseconds])
            return [scheduled, retry].compactMap(\.self).min().map { Date(microseconds: $0) }
        }
    }

    /// Jobs that could be claimed now (`queued`, or `retrying` and due), by rank (decisions 6), secrets empty.
    public func claimable(limit: Int, now: Date) async throws(StoreError) -> [Job] {
        try await read { db in
            let queued = try db.rows(
                """
                SELECT \(JobRow.columns) FROM job INDEXED BY job_ready WHERE status = 'queued'
                ORDER BY rank, number LIMIT ?
                """, [limit])
            let retrying = try db.rows(
                """
                SELECT \(JobRow.columns) FROM job INDEXED BY job_retry WHERE status = 'retrying' AND retry_at <= ?
                ORDER BY rank, number LIMIT ?
                """, [now.microseconds, limit])
            let jobs = try JobReading(db: db).jobs(queued + retrying)
            guard !retrying.isEmpty else { return jobs }
            let ranked = jobs.map { job in
                (rank: Rank.of(eligibleAt: job.eligibleAt ?? job.createdAt, priority: job.priority), job: job)
            }
            return ranked.sorted { ($0.rank, $0.job.number) < ($1.rank, $1.job.number) }.prefix(limit).map(\.job)
        }
    }

    /// Stores why jobs wait; `nil` clears. Written only where it differs.
    public func setBlockedReasons(_ reasons: [JobNumber: String?]) async throws(StoreError) {
        guard !reasons.isEmpty else { return }
        let differing = try await read { db in
            try reasons.filter { number, reason in
                let stored = try db.row("SELECT blocked_reason FROM job WHERE number = ?", [number.rawValue])
                guard let stored else { return false }
                let text: String? = stored[0]
                return text != reason
            }
        }
        guard !differing.isEmpty else { return }
        try await write { db in
            for (number, reason) in differing {
                try db.run(
                    "UPDATE job SET blocked_reason = ? WHERE number = ? AND status IN ('queued', 'retrying')",
                    [reason, number.rawValue])
            }
        }
    }
}
