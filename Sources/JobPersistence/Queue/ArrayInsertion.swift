import Foundation
import GRDB
import JobCore

/// Stores arrays of jobs.
struct ArrayInsertion {
    let insertion: JobInsertion

    private var db: Database { insertion.db }

    func insert(_ draft: ArrayDraft) throws -> (array: JobArray, isNew: Bool) {
        let reading = ArrayReading(db: db)
        if let key = draft.idempotencyKey,
            let known = try db.number("SELECT number FROM job_array WHERE idempotency_key = ?", [key.bound]),
            let array = try reading.array(JobNumber(known))
        {
            return (array, false)
        }
        guard let first = draft.members.first, JobArray.sizes.contains(draft.members.count) else {
            throw StoreError(.invalidJob, "An array has 1 to \(JobArray.sizes.upperBound) jobs.")
        }
        // Its number is the one before the first job's, which is then given so that the sequence goes on behind it.
        let number = try 1 + (db.number("SELECT seq FROM sqlite_sequence WHERE name = 'job'") ?? 0)
        let name = draft.name ?? JobInsertion.name(for: first.spec)
        try db.run(
            "INSERT INTO job_array (number, name, size, created_at, rerun_of, idempotency_key) VALUES (?, ?, ?, ?, ?, ?)",
            [
                number, name, draft.members.count, insertion.now.microseconds, draft.rerunOf?.rawValue,
                draft.idempotencyKey?.bound,
            ])
        var place = JobInsertion.Place(dependencies: try DependencyLedger(db: db).resolve(first.after))
        for (index, member) in draft.members.enumerated() {
            if member.after != first.after { place.dependencies = try DependencyLedger(db: db).resolve(member.after) }
            place.number = number + 1 + Int64(index)
            place.array = ArrayMembership(array: JobNumber(number), index: index, size: draft.members.count)
            try insertion.store(member, name: member.name ?? name, at: place)
        }
        let array = try reading.array(JobNumber(number))
        return (array ?? JobArray(number: JobNumber(number), name: name, size: 0, createdAt: insertion.now), true)
    }
}
