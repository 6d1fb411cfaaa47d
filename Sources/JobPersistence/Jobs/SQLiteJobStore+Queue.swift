import Foundation
import GRDB
public import JobCore
public import JobEngine

extension SQLiteJobStore {
    /// Stores jobs that passed validation: `pending` with a reason, or `queued`. A draft whose idempotency key is known
    /// yields the job that is there, and so does one whose unique key is taken.
    public func enqueue(_ drafts: [JobDraft], actor: String) async throws(StoreError) -> [SubmittedJob] {
        let now = now()
        return try await write { [makeID, secrets] db in
            let insertion = JobInsertion(db: db, actor: actor, now: now, makeID: makeID, secrets: secrets)
            return try drafts.map { try insertion.insert($0) }
        }
    }

    /// One job, secret values empty.
    public func job(_ reference: JobReference) async throws(StoreError) -> Job {
        try await read { db in
            guard let number = try JobLookup(db: db).job(reference) else {
                throw StoreError.noSuchJob(reference.description)
            }
            return try JobReading(db: db).job(number)
        }
    }

    /// The job or array that was submitted with an idempotency key; `nil` when there is none.
    public func target(idempotencyKey: String) async throws(StoreError) -> JobTarget? {
        try await read { db in
            let key: StatementArguments = [idempotencyKey.bound]
            if let number = try db.number("SELECT number FROM job WHERE idempotency_key = ?", key) {
                return .job(try JobReading(db: db).job(JobNumber(number)))
            }
            let number = try db.number("SELECT number FROM job_array WHERE idempotency_key = ?", key)
            return try number.flatMap { try ArrayReading(db: db).array(JobNumber($0)) }.map { .array($0) }
        }
    }

    /// A page of jobs, secret values empty.
    public func jobs(_ query: JobQuery) async throws(StoreError) -> JobPage {
        try await read { db in try JobListing(query: query, db: db).page() }
    }

    /// Those of these numbers that no job has, or has any more.
    public func unknownJobs(among numbers: [JobNumber]) async throws(StoreError) -> [JobNumber] {
        guard !numbers.isEmpty else { return [] }
        return try await read { db in
            let list = "[" + numbers.map { "\($0.rawValue)" }.joined(separator: ",") + "]"
            return try db.rows(
                "SELECT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM job WHERE number = value)", [list]
            ).map { JobNumber($0[0]) }
        }
    }

    /// How many jobs stand where.
    public func counts() async throws(StoreError) -> JobCounts {
        let today = now().microseconds / 86_400_000_000
        return try await read { db in
            var counts = JobCounts()
            let rows = try db.rows(
                "SELECT status, sum(jobs), sum(CASE WHEN day >= ? THEN jobs ELSE 0 END) FROM counter GROUP BY status",
                [today - 1])
            for row in rows {
                var column = ColumnReader(row)
                let status: JobStatus = try column.word()
                let (all, recent): (Int, Int) = (column.next(), column.next())
                if all > 0 { counts.byStatus[status] = all }
                if recent > 0, status.isTerminal { counts.endedInLastDay[status] = recent }
            }
            return counts
        }
    }

    /// Asks for the end of a job. One that is not live is `cancelled` at once; a live one keeps the request beside its status
    /// until a worker has ended its container. Asking again, or with `kill` after a polite request, is no error.
    public func requestCancel(_ job: JobNumber, kill: Bool, actor: String) async throws(StoreError) -> Job {
        let now = now()
        return try await write { db in
            try JobRequests(db: db, actor: actor, now: now).cancel(job, kill: kill)
        }
    }

    /// Keeps a job that is `pending`, `queued` or `retrying` from running until it is released.
    public func hold(_ job: JobNumber, actor: String) async throws(StoreError) -> Job {
        let now = now()
        return try await write { db in try JobRequests(db: db, actor: actor, now: now).hold(job) }
    }

    /// Takes a hold away, or from a job that is not held its schedule: then it runs as soon as possible.
    public func release(_ job: JobNumber, actor: String) async throws(StoreError) -> Job {
        let now = now()
        return try await write { db in try JobRequests(db: db, actor: actor, now: now).release(job) }
    }

    /// Changes the priority of a job that has not started; one that waits in the queue gets its new place at once.
    public func setPriority(_ job: JobNumber, to priority: Int, actor: String) async throws(StoreError) -> Job {
        let now = now()
        return try await write { db in
            try JobRequests(db: db, actor: actor, now: now).setPriority(job, to: priority)
        }
    }

    /// Ends a live job whose host is not coming back as `failed`, reason `lost`.
    public func giveUp(
        _ job: JobNumber, isForced: Bool, written: LogProgress?, actor: String
    ) async throws(StoreError) -> Job {
        let now = now()
        return try await write { db in
            try GivingUp(db: db, actor: actor, now: now).giveUp(job, isForced: isForced, written: written)
        }
    }

    /// What a job comes after.
    public func dependencies(of job: JobNumber) async throws(StoreError) -> [JobDependency] {
        try await read { db in try DependencyLedger(db: db).dependencies(of: job) }
    }

    /// The first jobs that still wait for a job or an array.
    public func dependents(of job: JobNumber, limit: Int) async throws(StoreError) -> [JobNumber] {
        try await read { db in try DependencyLedger(db: db).dependents(of: job, limit: limit) }
    }

    /// Deletes a job that has ended, with its attempts; the caller removes its logs afterwards.
    public func delete(_ job: JobNumber, actor: String) async throws(StoreError) {
        let now = now()
        try await write { db in try JobRequests(db: db, actor: actor, now: now).delete(job) }
    }

    /// The draft by which a job can be run again, secret values opened.
    public func draft(repeating job: JobNumber) async throws(StoreError) -> JobDraft {
        try await read { [secrets] db in
            let job = try JobReading(db: db, secrets: .opened(secrets)).job(job)
            return JobDraft(repeating: job)
        }
    }
}
