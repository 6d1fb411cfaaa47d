import Foundation
import GRDB
public import JobCore

extension SQLiteJobStore {
    /// How the queue is doing. Every part is read from counters or from an index over a span of time, so that it costs the
    /// same for any history.
    public func statistics() async throws(StoreError) -> QueueStatistics {
        let now = now()
        return try await read { db in try StatisticsReading(db: db, now: now).read() }
    }
}

/// Reads the parts of the statistics.
private struct StatisticsReading {
    let db: Database
    let now: Date

    /// The launch latency is that of the newest so many jobs that ended.
    private static let samples = 500

    func read() throws -> QueueStatistics {
        var statistics = QueueStatistics()
        try readCounters(&statistics)
        try readWaiting(&statistics)
        try readEnded(&statistics)
        statistics.launchLatency = LaunchLatency(seconds: try latencies())
        return statistics
    }

    private func readCounters(_ statistics: inout QueueStatistics) throws {
        let today = now.microseconds / 86_400_000_000
        let rows = try db.rows(
            "SELECT status, sum(jobs), sum(CASE WHEN day = ? THEN jobs ELSE 0 END) FROM counter GROUP BY status",
            [today])
        for row in rows {
            var column = ColumnReader(row)
            let status: JobStatus = try column.word()
            let (all, ended): (Int, Int) = (column.next(), column.next())
            switch status {
            case .pending: break
            case .queued: statistics.ready = all
            case .launching: statistics.launching = all
            case .running: statistics.running = all
            case .retrying: statistics.retrying = all
            case .completed: statistics.completedToday = ended
            case .failed, .timeout: statistics.failedToday += ended
            case .cancelled: statistics.cancelledToday = ended
            }
        }
    }

    private func readWaiting(_ statistics: inout QueueStatistics) throws {
        let paused = try db.number(
            """
            SELECT count(*) FROM job_group CROSS JOIN job INDEXED BY job_ready_in_group ON job.group_name = job_group.name
            WHERE paused_at IS NOT NULL AND status = 'queued' AND group_name IS NOT NULL
            """)
        statistics.paused = Int(paused ?? 0)
        statistics.ready -= statistics.paused
        let row = try db.row(
            """
            SELECT total(held_at IS NOT NULL), total(held_at IS NULL AND open_dependencies > 0),
                total(held_at IS NULL AND open_dependencies = 0)
            FROM job INDEXED BY job_by_status WHERE status = 'pending'
            """)
        if let row {
            let (held, dependent, scheduled): (Double, Double, Double) = (row[0], row[1], row[2])
            (statistics.held, statistics.dependent, statistics.scheduled) = (Int(held), Int(dependent), Int(scheduled))
        }
        statistics.oldestReadyAt = try db.number(
            "SELECT eligible_at FROM job INDEXED BY job_waiting WHERE status = 'queued' ORDER BY eligible_at LIMIT 1"
        ).map { Date(microseconds: $0) }
    }

    private func readEnded(_ statistics: inout QueueStatistics) throws {
        let rows = try db.rows(
            """
            SELECT executor, status, count(*), total(finished_at >= ?) FROM job INDEXED BY job_ended
            WHERE finished_at IS NOT NULL AND finished_at >= ? GROUP BY executor, status
            """, [now.addingTimeInterval(-3600).microseconds, now.addingTimeInterval(-86400).microseconds])
        for row in rows {
            var column = ColumnReader(row)
            let executor: HostKind? = try column.optionalWord()
            let status: JobStatus = try column.word()
            statistics.endedInLastDay[executor, default: [:]][status] = column.next()
            let inLastHour: Double = column.next()
            statistics.endedInLastHour += Int(inLastHour)
        }
    }

    private func latencies() throws -> [Double] {
        try db.rows(
            """
            SELECT started_at, eligible_at FROM job INDEXED BY job_ended WHERE finished_at IS NOT NULL
            ORDER BY finished_at DESC LIMIT ?
            """, [Self.samples]
        ).compactMap { row in
            guard let started: Int64 = row[0], let eligible: Int64 = row[1] else { return nil }
            return Double(max(0, started - eligible)) / 1e6
        }
    }
}
