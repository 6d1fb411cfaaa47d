import Foundation
import GRDB
import JobCore

/// A query's filters as bound conditions (S30), and the indices by which each could be found.
struct JobFilter {
    struct Condition {
        var sql: String
        var arguments: StatementArguments = []
    }

    /// A way to read the table: an index, and conditions beside those of the filter that make it narrow.
    struct Source {
        /// `INDEXED BY …` or `NOT INDEXED`, so that the plan never depends on statistics.
        var index: String
        var conditions: [String] = []
        var arguments: StatementArguments = []
        /// The table and condition by which its jobs are counted, where that is not `job` itself: a list after `IN` would be
        /// made in full first.
        var counted: String?

        /// How many jobs it yields, counted up to a limit.
        func count(_ db: Database, atMost limit: Int) throws -> Int {
            let rows = counted ?? "job \(index) WHERE \(conditions.joined(separator: " AND "))"
            let count = try db.number("SELECT count(*) FROM (SELECT 1 FROM \(rows) LIMIT \(limit))", arguments)
            return Int(count ?? 0)
        }
    }

    /// What every job of the list fulfils.
    private(set) var conditions: [Condition] = []
    /// Ways to find them.
    private(set) var sources: [Source] = []

    init(_ query: JobQuery) {
        if !query.statuses.isEmpty {
            // Words of our own set, written out so that a partial index or a plan can use them.
            let words = query.statuses.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
            add(Condition(sql: "status IN (\(words))"), index: "INDEXED BY job_by_status")
        }
        if let host = query.host {
            add(Condition(sql: "host_order = ?", arguments: [host.bound]), index: "INDEXED BY job_by_host")
        }
        if let executor = query.executor {
            conditions.append(Condition(sql: "executor = ?", arguments: [executor.rawValue]))
        }
        for (key, value) in query.labels.sorted(by: { $0.key < $1.key }) {
            add(
                Condition(
                    sql: "number IN (SELECT job FROM job_label WHERE key = ? AND value = ?)",
                    arguments: [key.bound, value.bound]),
                index: "NOT INDEXED", counted: "job_label WHERE key = ? AND value = ?")
        }
        if let group = query.group {
            add(
                Condition(sql: "group_name IS NOT NULL AND group_name = ?", arguments: [group.bound]),
                index: "INDEXED BY job_of_group")
        }
        if let schedule = query.schedule {
            add(
                Condition(sql: "schedule IS NOT NULL AND schedule = ?", arguments: [schedule.bound]),
                index: "INDEXED BY job_of_schedule")
        }
        if let array = query.array {
            add(
                Condition(
                    sql: "number BETWEEN ? AND ?", arguments: [array.numbers.lowerBound, array.numbers.upperBound]),
                index: "NOT INDEXED")
        }
        if let name = query.name, !name.isEmpty { addName(name) }
        addPeriod(query.since, query.until)
    }

    /// Adds a condition that an index can find by itself.
    private mutating func add(_ condition: Condition, index: String, counted: String? = nil) {
        conditions.append(condition)
        sources.append(
            Source(index: index, conditions: [condition.sql], arguments: condition.arguments, counted: counted))
    }

    private mutating func addPeriod(_ since: Date?, _ until: Date?) {
        var period: [Condition] = []
        if let since { period.append(Condition(sql: "created_at >= ?", arguments: [since.microseconds])) }
        if let until { period.append(Condition(sql: "created_at < ?", arguments: [until.microseconds])) }
        guard !period.isEmpty else { return }
        conditions += period
        sources.append(
            Source(
                index: "INDEXED BY job_by_created", conditions: period.map(\.sql),
                arguments: period.reduce(into: []) { $0 += $1.arguments }))
    }

    /// Three characters or more are found anywhere in a name by the trigram index, fewer at its start by the index of names.
    private mutating func addName(_ name: String) {
        let text = name.bound
        let pattern = text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
        guard text.unicodeScalars.count >= 3 else {
            // LIKE with a bound pattern and ESCAPE cannot use an index by itself; a range can.
            add(
                Condition(
                    sql: "name >= ? AND name < ? AND name LIKE ? ESCAPE '\\'",
                    arguments: [text, text + "\u{10FFFF}", pattern + "%"]),
                index: "INDEXED BY job_by_name")
            return
        }
        conditions.append(Condition(sql: "name LIKE ? ESCAPE '\\'", arguments: ["%\(pattern)%"]))
        let quoted = "\"\(text.replacing("\"", with: "\"\""))\""
        sources.append(
            Source(
                index: "NOT INDEXED", conditions: ["number IN (SELECT rowid FROM job_name WHERE job_name MATCH ?)"],
                arguments: [quoted], counted: "job_name WHERE job_name MATCH ?"))
    }
}
