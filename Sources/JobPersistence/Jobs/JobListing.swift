import Foundation
import GRDB
import JobCore

/// One page of a list. Either the order's own index is walked and what does not fit is skipped, or, when a filter leaves few
/// jobs, those are found by the filter's index and sorted; so a page costs the same for any history (decisions 14).
struct JobListing {
    let query: JobQuery
    let db: Database

    /// Up to so many jobs are sorted rather than walked to.
    static let fewJobs = 5000

    func page() throws -> JobPage {
        let limit = min(1000, max(1, query.limit))
        if query.foldsArrays, query.order == .number { return try foldedPage(limit) }
        let rows = try rows(limit: limit + 1, after: query.after)
        let jobs = try JobReading(db: db).jobs(Array(rows.prefix(limit)))
        return JobPage(
            jobs: jobs, next: rows.count > limit ? jobs.last.map { JobPage.Key(of: $0, in: query.order) } : nil)
    }

    /// Rows of `JobRow.columns` behind a place.
    func rows(limit: Int, after key: JobPage.Key?) throws -> [Row] {
        var filter = JobFilter(query)
        let source = try narrowest(&filter)
        var conditions = filter.conditions.map(\.sql)
        var arguments = filter.conditions.reduce(into: source.arguments) { $0 += $1.arguments }
        conditions.insert(contentsOf: source.conditions, at: 0)
        if let key {
            let (sql, values) = keyset(key)
            conditions.append(sql)
            arguments += values
        }
        let direction = query.isDescending ? "DESC" : "ASC"
        let order = query.order == .number ? "number \(direction)" : "\(column) \(direction), number \(direction)"
        let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        return try db.rows(
            "SELECT \(JobRow.columns) FROM job \(source.index) \(condition) ORDER BY \(order) LIMIT \(limit)", arguments
        )
    }

    private var column: String {
        switch query.order {
        case .number: "number"
        case .finished: "finished_order"
        case .name: "name"
        case .status: "status"
        case .host: "host_order"
        }
    }

    /// Where the walk begins behind the page before.
    private func keyset(_ key: JobPage.Key) -> (String, StatementArguments) {
        let sign = query.isDescending ? "<" : ">"
        let number = key.number.rawValue
        switch (query.order, key.value) {
        case (.number, _): return ("number \(sign) ?", [number])
        case (.finished, .seconds(let seconds)):
            return ("(finished_order, number) \(sign) (?, ?)", [Int64((seconds * 1e6).rounded()), number])
        case (.finished, _): return ("(finished_order, number) \(sign) (?, ?)", [Int64.max, number])
        case (_, .text(let text)): return ("(\(column), number) \(sign) (?, ?)", [text, number])
        default: return ("(\(column), number) \(sign) (?, ?)", ["", number])
        }
    }

    /// The index to read by: the narrowest filter's when it leaves few jobs, else the order's.
    private func narrowest(_ filter: inout JobFilter) throws -> JobFilter.Source {
        if let source = inOrder(filter) { return source }
        var best: (jobs: Int, source: JobFilter.Source)?
        for source in filter.sources {
            let jobs = try source.count(db, atMost: Self.fewJobs + 1)
            if jobs <= Self.fewJobs, jobs < best?.jobs ?? .max { best = (jobs, source) }
        }
        return best?.source ?? JobFilter.Source(index: walk)
    }

    /// An index that has both the filter and the order.
    private func inOrder(_ filter: JobFilter) -> JobFilter.Source? {
        if query.statuses.count == 1, query.order == .number || query.order == .status {
            return JobFilter.Source(index: "INDEXED BY job_by_status")
        }
        if query.statuses.count == 1, query.order == .finished {
            return JobFilter.Source(index: "INDEXED BY job_by_status_finished")
        }
        return nil
    }

    private var walk: String {
        switch query.order {
        case .number: "NOT INDEXED"
        case .finished: "INDEXED BY job_by_finished"
        case .name: "INDEXED BY job_by_name"
        case .status: "INDEXED BY job_by_status"
        case .host: "INDEXED BY job_by_host"
        }
    }
}
