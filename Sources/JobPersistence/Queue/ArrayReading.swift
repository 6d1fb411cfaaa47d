import GRDB
import JobCore

/// Reads arrays of jobs.
struct ArrayReading {
    let db: Database

    /// An array with its counts; `nil` when there is none of that number.
    func array(_ number: JobNumber) throws -> JobArray? {
        let row = try db.row(
            "SELECT name, size, created_at, rerun_of FROM job_array WHERE number = ?", [number.rawValue])
        guard let row else { return nil }
        var column = ColumnReader(row)
        var array = JobArray(number: number, name: column.next(), size: column.next(), createdAt: column.date())
        let original: Int64? = column.optional()
        array.rerunOf = original.map { JobNumber($0) }
        array.counts = try counts(of: number)
        return array
    }

    /// How many of its jobs stand where.
    func counts(of array: JobNumber) throws -> [JobStatus: Int] {
        let rows = try db.rows(
            "SELECT status, jobs FROM array_counter WHERE array = ? AND jobs > 0", [array.rawValue])
        return try rows.reduce(into: [:]) { counts, row in
            var column = ColumnReader(row)
            counts[try column.word()] = column.next()
        }
    }

    /// The highest number of a job of the array that is still there.
    func lastMember(of array: JobArray) throws -> JobNumber? {
        try db.number(
            "SELECT max(number) FROM job WHERE number BETWEEN ? AND ?",
            [array.numbers.lowerBound, array.numbers.upperBound]
        ).map { JobNumber($0) }
    }
}
