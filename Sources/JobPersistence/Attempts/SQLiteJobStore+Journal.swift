public import Foundation
import GRDB
public import JobCore

extension SQLiteJobStore {
    /// All attempts of a job, first to last.
    public func attempts(of job: JobNumber) async throws(StoreError) -> [Attempt] {
        try await read { db in
            try db.rows("SELECT \(AttemptRow.columns) FROM attempt WHERE job = ? ORDER BY number", [job.rawValue])
                .map(AttemptRow.decode)
        }
    }

    /// Adds samples to the series of their attempts, and moves their peaks. What has ended or was taken over is left out.
    public func addUsage(_ samples: [(sample: UsageSample, fence: Fence)]) async throws(StoreError) {
        try await write { db in
            for (sample, fence) in samples {
                let attempt: StatementArguments = [fence.attempt.job.rawValue, fence.attempt.number]
                try db.run(
                    """
                    UPDATE attempt SET peak_memory = max(coalesce(peak_memory, 0), ?),
                        cpu_seconds = max(coalesce(cpu_seconds, 0.0), ?)
                    WHERE job = ? AND number = ? AND token = ? AND is_ended = 0
                    """, [sample.memory.rawValue, sample.cpuSeconds] + attempt + [fence.token])
                guard db.changesCount == 1 else { continue }
                try db.run(
                    """
                    INSERT OR REPLACE INTO usage_sample
                        (job, attempt, at, memory, memory_limit, cpu_seconds, cpu_percent, source)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    attempt + [
                        sample.at.microseconds, sample.memory.rawValue, sample.memoryLimit?.rawValue, sample.cpuSeconds,
                        sample.cpuPercent, sample.source.rawValue,
                    ])
            }
        }
    }

    /// The usage series of an attempt, oldest first, at most `limit` newest samples.
    public func usage(of attempt: AttemptID, limit: Int) async throws(StoreError) -> [UsageSample] {
        try await read { db in try Self.newestUsage(of: attempt, limit: limit, db).reversed() }
    }

    /// The newest sample of each of these attempts that has one.
    public func latestUsage(of attempts: [AttemptID]) async throws(StoreError) -> [AttemptID: UsageSample] {
        try await read { db in
            let wanted = try StoredJSON.text(attempts.map { [$0.job.rawValue, Int64($0.number)] })
            let rows = try db.rows(
                """
                SELECT \(Self.sampleColumns), sample.job, sample.attempt FROM json_each(?) AS wanted
                JOIN usage_sample AS sample ON sample.job = wanted.value ->> 0 AND sample.attempt = wanted.value ->> 1
                    AND at = (SELECT max(at) FROM usage_sample WHERE job = sample.job AND attempt = sample.attempt)
                """, [wanted])
            var latest: [AttemptID: UsageSample] = [:]
            for row in rows {
                var column = ColumnReader(row)
                let sample = try Self.sample(&column)
                latest[AttemptID(job: JobNumber(column.next()), number: column.next())] = sample
            }
            return latest
        }
    }

    private static func newestUsage(of attempt: AttemptID, limit: Int, _ db: Database) throws -> [UsageSample] {
        try db.rows(
            "SELECT \(sampleColumns) FROM usage_sample WHERE job = ? AND attempt = ? ORDER BY at DESC LIMIT ?",
            [attempt.job.rawValue, attempt.number, limit]
        ).map { row in
            var column = ColumnReader(row)
            return try sample(&column)
        }
    }

    private static let sampleColumns = "at, memory, memory_limit, cpu_seconds, cpu_percent, source"

    private static func sample(_ column: inout ColumnReader) throws -> UsageSample {
        let at: Date = column.date()
        let memory: Int64 = column.next()
        let limit: Int64? = column.optional()
        return UsageSample(
            at: at, memory: .bytes(memory), memoryLimit: limit.map { .bytes($0) }, cpuSeconds: column.next(),
            cpuPercent: column.optional(), source: try column.word())
    }

    /// The journal after `sequence`, oldest first.
    public func events(after sequence: Int64, job: JobNumber?, limit: Int) async throws(StoreError) -> [JobEvent] {
        try await read { db in
            let rows =
                if let job {
                    try db.rows(
                        """
                        SELECT \(Self.eventColumns) FROM event INDEXED BY event_of_job WHERE job = ? AND sequence > ?
                        ORDER BY sequence LIMIT ?
                        """, [job.rawValue, sequence, limit])
                } else {
                    try db.rows(
                        "SELECT \(Self.eventColumns) FROM event WHERE sequence > ? ORDER BY sequence LIMIT ?",
                        [sequence, limit])
                }
            return rows.map(Self.event(_:))
        }
    }

    /// The last line that was written before a time; 0 when there is none. By halving: the journal has no index of times,
    /// and is in their order but for a clock that was set.
    public func lastEvent(before time: Date) async throws(StoreError) -> Int64 {
        try await read { db in
            var low: Int64 = 0
            var high = try db.number("SELECT coalesce(max(sequence), 0) FROM event") ?? 0
            while low < high {
                let middle = low + (high - low + 1) / 2
                // Lines may be missing where retention took them.
                let row = try db.row(
                    "SELECT sequence, at FROM event WHERE sequence <= ? ORDER BY sequence DESC LIMIT 1", [middle])
                guard let row else {
                    low = middle
                    continue
                }
                var column = ColumnReader(row)
                let found: Int64 = column.next()
                let at = column.date()
                if at < time {
                    low = middle
                } else {
                    high = max(low, found - 1)
                }
            }
            return low
        }
    }

    /// The newest lines of the journal, newest first.
    public func newestEvents(job: JobNumber?, limit: Int) async throws(StoreError) -> [JobEvent] {
        try await read { db in
            let rows =
                if let job {
                    try db.rows(
                        """
                        SELECT \(Self.eventColumns) FROM event INDEXED BY event_of_job WHERE job = ?
                        ORDER BY sequence DESC LIMIT ?
                        """, [job.rawValue, limit])
                } else {
                    try db.rows("SELECT \(Self.eventColumns) FROM event ORDER BY sequence DESC LIMIT ?", [limit])
                }
            return rows.map(Self.event(_:))
        }
    }

    private static let eventColumns = "sequence, at, job, attempt, kind, detail, actor"

    private static func event(_ row: Row) -> JobEvent {
        var column = ColumnReader(row)
        let sequence: Int64 = column.next()
        let at: Date = column.date()
        let job: Int64? = column.optional()
        return JobEvent(
            sequence: sequence, at: at, job: job.map { JobNumber($0) }, attempt: column.optional(),
            kind: column.next(), detail: column.optional(), actor: column.next())
    }

    /// Forgets the oldest lines, up to and with one; never one that notices were not decided about yet.
    public func deleteEvents(upTo sequence: Int64, limit: Int) async throws(StoreError) -> Int {
        try await write { db in
            let cursor = try db.number("SELECT value FROM meta WHERE key = 'notify_cursor'") ?? sequence
            try db.run(
                """
                DELETE FROM event WHERE sequence IN (SELECT sequence FROM event WHERE sequence <= ?
                    ORDER BY sequence LIMIT ?)
                """, [min(sequence, cursor), limit])
            return db.changesCount
        }
    }

    /// Adds a line that is not about a job's own transition.
    public func addEvent(
        kind: String, job: JobNumber?, detail: String?, actor: String, now: Date
    ) async throws(StoreError) {
        try await write { db in
            try Journal(db: db, actor: actor, now: now).note(kind, job: job, detail: detail)
        }
    }
}
