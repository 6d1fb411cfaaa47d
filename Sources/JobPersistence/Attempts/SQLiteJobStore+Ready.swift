public import Foundation
import GRDB
public import JobCore
public import JobEngine

extension SQLiteJobStore {
    /// Moves what has become due (`notBefore` passed) to `queued`.
    public func promoteDue(now: Date) async throws(StoreError) -> Int {
        let due = "status = 'pending' AND held_at IS NULL AND open_dependencies = 0 AND not_before <= ?"
        let waiting = try await read { db in
            try db.number(
                "SELECT count(*) FROM (SELECT 1 FROM job INDEXED BY job_scheduled WHERE \(due) LIMIT 1)",
                [now.microseconds])
        }
        // Asked every round: nothing is written when nothing is due.
        guard waiting == 1 else { return 0 }
        return try await write { db in
            let rows = try db.rows(
                "SELECT number FROM job INDEXED BY job_scheduled WHERE \(due) ORDER BY not_before, number",
                [now.microseconds])
            let gate = JobGate(db: db, actor: "worker", now: now)
            for row in rows {
                guard let job = try gate.waiting(JobNumber(row[0])) else { continue }
                try gate.open(job, asOf: job.notBefore, detail: "due")
            }
            return rows.count
        }
    }

    /// When something becomes due next (a schedule or a retry); `nil` when nothing is scheduled.
    public func nextDue(after now: Date) async throws(StoreError) -> Date? {
        try await read { db in
            let scheduled = try db.number(
                """
                SELECT not_before FROM job INDEXED BY job_scheduled
                WHERE status = 'pending' AND held_at IS NULL AND open_dependencies = 0 AND not_before > ?
                ORDER BY not_before LIMIT 1
                """, [now.microseconds])
            let schedule = try db.number(
                """
                SELECT next_at FROM schedule INDEXED BY schedule_due WHERE paused_at IS NULL AND next_at IS NOT NULL
                ORDER BY next_at LIMIT 1
                """)
            let retry = try db.number(
                """
                SELECT retry_at FROM job INDEXED BY job_retry
                WHERE status = 'retrying' AND retry_at > ? ORDER BY retry_at LIMIT 1
                """, [now.microseconds])
            return [scheduled, retry, schedule].compactMap(\.self).min().map { Date(microseconds: $0) }
        }
    }

    /// Jobs that could be claimed now (`queued`, or `retrying` and due), by rank (decisions 6), secrets empty. Those of a full
    /// or paused group are not among them, so that they take no place from others (decisions 7).
    /// With openings, those that none of them may take are stepped over, too.
    public func claimable(limit: Int, fitting openings: Openings?, now: Date) async throws(StoreError) -> [Job] {
        try await read { db in
            var queue = ReadyQueue(db: db, now: now, gate: openings.map { OpeningGate($0) })
            let numbers = try queue.front(limit: limit)
            guard !numbers.isEmpty else { return [] }
            let list = numbers.map(\.description).joined(separator: ",")
            let rows = try Row.fetchAll(db, sql: "SELECT \(JobRow.columns) FROM job WHERE number IN (\(list))")
            let places = Dictionary(uniqueKeysWithValues: numbers.enumerated().map { ($1, $0) })
            return try JobReading(db: db).jobs(rows).sorted { places[$0.number] ?? 0 < places[$1.number] ?? 0 }
        }
    }

    /// Stores why jobs wait. Written only where the sentence differs.
    public func setBlockages(_ blockages: [JobNumber: Blockage]) async throws(StoreError) {
        guard !blockages.isEmpty else { return }
        let differing = try await read { db in
            try blockages.filter { number, blockage in
                let stored = try db.row("SELECT blocked_reason FROM job WHERE number = ?", [number.rawValue])
                guard let stored else { return false }
                let text: String? = stored[0]
                return text != blockage.reason
            }
        }
        guard !differing.isEmpty else { return }
        try await write { db in
            for (number, blockage) in differing {
                let rejected = blockage.rejected.isEmpty ? nil : try StoredJSON.text(blockage.rejected)
                try db.run(
                    """
                    UPDATE job SET blocked_reason = ?, rejected = ? WHERE number = ? AND status IN ('queued', 'retrying')
                    """, [blockage.reason, rejected, number.rawValue])
            }
        }
    }

    /// The hosts that did not take a job when it was looked at last, and why.
    public func rejectedHosts(of job: JobNumber) async throws(StoreError) -> [RejectedHost] {
        try await read { db in
            let row = try db.row("SELECT rejected FROM job WHERE number = ?", [job.rawValue])
            let text: String? = row?[0]
            return try text.map { try StoredJSON.value($0) } ?? []
        }
    }
}
