import GRDB
import JobCore

extension JobListing {
    /// A page in which each array is one entry, at the place of its last job. Its jobs have consecutive numbers, so that all
    /// others are jumped over, however many they are.
    func foldedPage(_ limit: Int) throws -> JobPage {
        var numbers: [JobNumber] = []
        var arrays: [JobNumber: JobArray] = [:]
        var cursor = try query.after.map(entryPlace)
        var isEnd = false
        while numbers.count <= limit, !isEnd {
            let wanted = limit + 1 - numbers.count
            let batch = try rows(limit: wanted, after: cursor)
            isEnd = batch.count < wanted
            var array: JobArray?
            for row in batch {
                let number = JobNumber(row["number"])
                let member: Int64? = row["array_of"]
                guard let member else {
                    array = nil
                    numbers.append(number)
                    cursor = JobPage.Key(value: nil, number: number)
                    continue
                }
                if array?.number.rawValue == member { continue }
                array = try ArrayReading(db: db).array(JobNumber(member))
                guard let array, let last = try ArrayReading(db: db).lastMember(of: array) else { continue }
                numbers.append(last)
                arrays[last] = array
                let edge = query.isDescending ? array.numbers.lowerBound : array.numbers.upperBound
                cursor = JobPage.Key(value: nil, number: JobNumber(edge))
            }
        }
        let shown = Array(numbers.prefix(limit))
        let next = numbers.count > limit ? shown.last.map { JobPage.Key(value: nil, number: $0) } : nil
        return JobPage(jobs: try jobs(shown), arrays: arrays.filter { shown.contains($0.key) }, next: next)
    }

    /// Where the walk begins behind a key: in the midst of an array's jobs, behind all of them when its entry was passed.
    private func entryPlace(_ key: JobPage.Key) throws -> JobPage.Key {
        guard query.isDescending else { return key }
        let before = try db.number(
            "SELECT number FROM job_array WHERE number < ? ORDER BY number DESC LIMIT 1", [key.number.rawValue])
        guard let before, let array = try ArrayReading(db: db).array(JobNumber(before)),
            array.numbers.contains(key.number.rawValue),
            let last = try ArrayReading(db: db).lastMember(of: array), last >= key.number
        else { return key }
        return JobPage.Key(value: nil, number: JobNumber(array.numbers.lowerBound))
    }

    private func jobs(_ numbers: [JobNumber]) throws -> [Job] {
        guard !numbers.isEmpty else { return [] }
        let list = numbers.map(\.description).joined(separator: ",")
        let rows = try Row.fetchAll(db, sql: "SELECT \(JobRow.columns) FROM job WHERE number IN (\(list))")
        let found = try JobReading(db: db).jobs(rows)
        let places = Dictionary(uniqueKeysWithValues: found.map { ($0.number, $0) })
        return numbers.compactMap { places[$0] }
    }
}
