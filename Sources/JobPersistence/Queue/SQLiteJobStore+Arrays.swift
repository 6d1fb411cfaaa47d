import Foundation
import GRDB
public import JobCore
import JobEngine

extension SQLiteJobStore {
    /// Stores all jobs of an array in one transaction, or finds the array that an earlier submit with the same key made.
    public func submitArray(
        _ draft: ArrayDraft, actor: String
    ) async throws(StoreError) -> (array: JobArray, isNew: Bool) {
        let now = now()
        return try await write { [makeID, secrets] db in
            let insertion = JobInsertion(db: db, actor: actor, now: now, makeID: makeID, secrets: secrets)
            return try ArrayInsertion(insertion: insertion).insert(draft)
        }
    }

    /// What a reference names, a job or an array; a name is that of the newest.
    public func target(_ reference: JobReference) async throws(StoreError) -> JobTarget {
        try await read { db in
            guard let number = try JobLookup(db: db).number(reference) else {
                throw StoreError.noSuchJob(reference.description)
            }
            if let array = try ArrayReading(db: db).array(number) { return .array(array) }
            return .job(try JobReading(db: db).job(number))
        }
    }

    /// The numbers of an array's jobs that stand in one of these statuses, in their order; of all when there are none.
    public func members(of array: JobNumber, in statuses: Set<JobStatus>) async throws(StoreError) -> [JobNumber] {
        try await read { db in
            guard let array = try ArrayReading(db: db).array(array) else { return [] }
            let words = statuses.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
            let rows = try db.rows(
                """
                SELECT number FROM job WHERE number BETWEEN ? AND ? \(statuses.isEmpty ? "" : "AND +status IN (\(words))")
                ORDER BY number
                """, [array.numbers.lowerBound, array.numbers.upperBound])
            return rows.map { JobNumber($0[0]) }
        }
    }

    /// The drafts by which jobs can be run again, secret values opened.
    public func drafts(repeating jobs: [JobNumber]) async throws(StoreError) -> [JobDraft] {
        try await read { [secrets] db in
            let reading = JobReading(db: db, secrets: .opened(secrets))
            return try jobs.map { JobDraft(repeating: try reading.job($0)) }
        }
    }

    /// Changes many jobs, all in one transaction; what is refused for one leaves the others alone.
    public func change(
        _ jobs: [JobNumber], _ change: QueueChange, actor: String
    ) async throws(StoreError) -> [ChangeOutcome] {
        let now = now()
        return try await write { [failure] db in
            let requests = JobRequests(db: db, actor: actor, now: now)
            return try jobs.map { number in
                try db.run("SAVEPOINT change")
                do {
                    let job = try requests.perform(change, on: number)
                    try db.run("RELEASE change")
                    return ChangeOutcome(number: number, result: .success(job))
                } catch {
                    guard db.isInsideTransaction else { throw error }
                    try db.run("ROLLBACK TO change")
                    try db.run("RELEASE change")
                    return ChangeOutcome(number: number, result: .failure(failure.translate(error)))
                }
            }
        }
    }
}

extension JobRequests {
    func perform(_ change: QueueChange, on number: JobNumber) throws -> Job {
        switch change {
        case .cancel(let kill): return try cancel(number, kill: kill)
        case .hold: return try hold(number)
        case .release: return try release(number)
        case .priority(let priority): return try setPriority(number, to: priority)
        case .schedule(let moment): return try reschedule(number, to: moment)
        case .group(let group): return try setGroup(number, to: group)
        case .after(let prerequisites): return try add(prerequisites, to: number)
        case .delete:
            let job = try JobReading(db: db).job(number)
            try delete(number)
            return job
        }
    }
}
