import GRDB
import JobCore

/// Finds what a reference names, inside a transaction.
struct JobLookup {
    let db: Database

    /// The number of the job, or of the array; a name that stands for the newest job of an array stands for all of it.
    func number(_ reference: JobReference) throws -> JobNumber? {
        switch reference {
        case .number(let number):
            if try job(reference) != nil { return number }
            return try db.number("SELECT number FROM job_array WHERE number = ?", [number.rawValue]).map {
                JobNumber($0)
            }
        case .uuid: return try job(reference)
        case .newest(let name):
            let job = try job(reference)
            guard let array = try newestArray(name) else { return job }
            guard let job, !array.numbers.contains(job.rawValue), job > array.number else { return array.number }
            return job
        }
    }

    /// The number of the job alone.
    func job(_ reference: JobReference) throws -> JobNumber? {
        let number =
            switch reference {
            case .number(let number): try db.number("SELECT number FROM job WHERE number = ?", [number.rawValue])
            case .uuid(let uuid): try db.number("SELECT number FROM job WHERE uuid = ?", [uuid])
            case .newest(let name):
                try db.number(
                    """
                    SELECT number FROM job INDEXED BY job_by_name WHERE name = ? AND name = ? COLLATE BINARY
                    ORDER BY number DESC LIMIT 1
                    """, [name.bound, name.bound])
            }
        return number.map { JobNumber($0) }
    }

    private func newestArray(_ name: String) throws -> JobArray? {
        let number = try db.number(
            """
            SELECT number FROM job_array INDEXED BY array_by_name WHERE name = ? AND name = ? COLLATE BINARY
            ORDER BY number DESC LIMIT 1
            """, [name.bound, name.bound])
        return try number.flatMap { try ArrayReading(db: db).array(JobNumber($0)) }
    }
}
