import Foundation
import GRDB
public import JobCore

extension SQLiteJobStore {
    /// Stores jobs that passed validation: `pending` with a reason, or `queued`. A draft whose idempotency key is known
    /// yields the job that is there.
    public func submit(_ drafts: [JobDraft], actor: String) async throws(StoreError) -> [Job] {
        let now = now()
        return try await write { [makeID, secrets] db in
            let insertion = JobInsertion(db: db, actor: actor, now: now, makeID: makeID, secrets: secrets)
            return try drafts.map(insertion.insert)
        }
    }

    /// One job, secret values empty.
    public func job(_ reference: JobReference) async throws(StoreError) -> Job {
        try await read { db in
            let number =
                switch reference {
                case .number(let number): number.rawValue
                case .uuid(let uuid): try db.number("SELECT number FROM job WHERE uuid = ?", [uuid])
                case .newest(let name):
                    try db.number(
                        """
                        SELECT number FROM job INDEXED BY job_by_name WHERE name = ? AND name = ? COLLATE BINARY
                        ORDER BY number DESC LIMIT 1
                        """, [name.bound, name.bound])
                }
            guard let number else { throw StoreError.noSuchJob(reference.description) }
            return try JobReading(db: db).job(JobNumber(number))
        }
    }

    /// The job that was submitted with an idempotency key; `nil` when there is none.
    public func job(idempotencyKey: String) async throws(StoreError) -> Job? {
        try await read { db in
            try db.number("SELECT number FROM job WHERE idempotency_key = ?", [idempotencyKey.bound]).map {
                try JobReading(db: db).job(JobNumber($0))
            }
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

    /// Lets a held or scheduled job run as soon as possible.
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
    public func giveUp(_ job: JobNumber, isForced: Bool, actor: String) async throws(StoreError) -> Job {
        let now = now()
        return try await write { db in
            try GivingUp(db: db, actor: actor, now: now).giveUp(job, isForced: isForced)
        }
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
            var draft = JobDraft(
                name: job.name, spec: job.spec, priority: job.priority, retryPolicy: job.retryPolicy,
                timeout: job.timeout, routing: job.routing, rerunOf: job.number, group: job.group)
            draft.template = job.template
            return draft
        }
    }
}
