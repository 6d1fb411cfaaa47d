import GRDB
import JobCore

/// What jobs come after, inside a transaction (QUEUE-10).
struct DependencyLedger {
    /// A prerequisite whose reference was found.
    struct Resolved {
        var predecessor: JobNumber
        var condition: DependencyCondition
        var counts: [JobStatus: Int]

        var state: DependencyCondition.State { condition.state(counts) }
    }

    let db: Database

    /// Finds what the prerequisites name; of two about the same the stricter would be lost, so that is refused.
    ///
    /// - Throws: `notFound` that names the reference.
    func resolve(_ prerequisites: [Prerequisite]) throws -> [Resolved] {
        var found: [Resolved] = []
        for prerequisite in prerequisites {
            guard let number = try JobLookup(db: db).number(prerequisite.reference) else {
                throw StoreError(
                    .notFound, "There is no job '\(prerequisite.reference)' to come after. See `berth list --all`.")
            }
            if let same = found.first(where: { $0.predecessor == number }) {
                guard same.condition == prerequisite.condition else {
                    throw StoreError(
                        .invalidJob, "Job \(number) is named twice with different conditions. Name it once.")
                }
                continue
            }
            found.append(
                Resolved(predecessor: number, condition: prerequisite.condition, counts: try counts(of: number)))
        }
        return found
    }

    /// Stores what a job comes after.
    func add(_ dependencies: [Resolved], to job: JobNumber) throws {
        for dependency in dependencies {
            try db.run(
                "INSERT OR REPLACE INTO job_dependency (job, predecessor, condition, is_open) VALUES (?, ?, ?, ?)",
                [
                    job.rawValue, dependency.predecessor.rawValue, dependency.condition.rawValue,
                    dependency.state == .open,
                ])
        }
    }

    /// How many jobs of a job or array stand where; nothing for one that was deleted.
    func counts(of number: JobNumber) throws -> [JobStatus: Int] {
        if let row = try db.row("SELECT status FROM job WHERE number = ?", [number.rawValue]) {
            var column = ColumnReader(row)
            return [try column.word(): 1]
        }
        return try ArrayReading(db: db).counts(of: number)
    }

    /// The first few that hold a job back.
    func openPredecessors(of job: JobNumber) throws -> [JobNumber] {
        try db.rows(
            "SELECT predecessor FROM job_dependency WHERE job = ? AND is_open = 1 ORDER BY predecessor LIMIT 3",
            [job.rawValue]
        ).map { JobNumber($0[0]) }
    }

    /// All that a job comes after.
    func dependencies(of job: JobNumber) throws -> [JobDependency] {
        try db.rows(
            "SELECT predecessor, condition, is_open FROM job_dependency WHERE job = ? ORDER BY predecessor",
            [job.rawValue]
        ).map { row in
            var column = ColumnReader(row)
            return JobDependency(
                predecessor: JobNumber(column.next()), condition: try column.word(), isOpen: column.next())
        }
    }

    /// The jobs that still wait for this one.
    func dependents(of job: JobNumber, limit: Int) throws -> [JobNumber] {
        try db.rows(
            """
            SELECT job FROM job_dependency INDEXED BY dependency_open WHERE predecessor = ? AND is_open = 1
            ORDER BY job LIMIT ?
            """, [job.rawValue, limit]
        ).map { JobNumber($0[0]) }
    }
}
