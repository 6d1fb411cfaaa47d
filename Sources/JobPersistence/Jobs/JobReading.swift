import Foundation
import GRDB
import JobCore

/// Reads jobs with their variables.
struct JobReading {
    /// What is done with sealed values.
    enum Secrets {
        /// They are not even read.
        case hidden
        /// They are opened, for a launch or a rerun.
        case opened(SecretBox)
    }

    let db: Database
    var secrets = Secrets.hidden

    /// One job.
    ///
    /// - Throws: `notFound` when there is none.
    func job(_ number: JobNumber) throws -> Job {
        let rows = try db.rows("SELECT \(JobRow.columns) FROM job WHERE number = ?", [number.rawValue])
        guard let job = try jobs(rows).first else { throw try noSuchJob(number) }
        return job
    }

    private func noSuchJob(_ number: JobNumber) throws -> StoreError {
        guard let size = try db.number("SELECT size FROM job_array WHERE number = ?", [number.rawValue]) else {
            return .noSuchJob(number.description)
        }
        return StoreError(
            .notFound,
            "\(number) is an array. Name one of its jobs, \(number.rawValue + 1) to \(number.rawValue + size).")
    }

    /// Decodes rows of `JobRow.columns` and adds their variables by one query.
    func jobs(_ rows: [Row]) throws -> [Job] {
        let decoder = JSONDecoder()
        var jobs = try rows.map { try JobRow.decode($0, decoder) }
        guard !jobs.isEmpty else { return [] }
        let places = Dictionary(uniqueKeysWithValues: jobs.indices.map { (jobs[$0].number.rawValue, $0) })
        for row in try variableRows(of: jobs) {
            var column = ColumnReader(row)
            let number: Int64 = column.next()
            guard let place = places[number] else { continue }
            let name: String = column.next()
            let isSecret: Bool = column.next()
            let value: Data? = column.optional()
            jobs[place].spec.environment.append(
                EnvironmentVariable(
                    name: name, value: try text(value, name, isSecret: isSecret, owner: jobs[place].uuid),
                    isSecret: isSecret))
        }
        try nameFullGroups(&jobs)
        return jobs
    }

    /// Why a job waits that its group holds back is not stored but looked at, since it may change for thousands at once.
    private func nameFullGroups(_ jobs: inout [Job]) throws {
        let waiting = jobs.indices.filter { index in
            jobs[index].group != nil && [.queued, .retrying].contains(jobs[index].status)
        }
        guard !waiting.isEmpty else { return }
        let groups = try GroupLedger(db: db).underWay()
        for index in waiting {
            guard let reason = jobs[index].group.flatMap({ groups[$0]?.obstacle }) else { continue }
            jobs[index].blockedReason = reason
        }
    }

    private func variableRows(of jobs: [Job]) throws -> [Row] {
        let value =
            switch secrets {
            case .hidden: "CASE WHEN is_secret THEN NULL ELSE value END"
            case .opened: "value"
            }
        let select = "SELECT job, name, is_secret, \(value) FROM variable WHERE job"
        if jobs.count == 1 {
            return try db.rows("\(select) = ? ORDER BY position", [jobs[0].number.rawValue])
        }
        // Numbers of our own making, written into the statement because their count varies.
        let numbers = jobs.map { $0.number.description }.joined(separator: ",")
        return try Row.fetchAll(db, sql: "\(select) IN (\(numbers)) ORDER BY job, position")
    }

    private func text(_ value: Data?, _ name: String, isSecret: Bool, owner: UUID) throws -> String {
        guard let value else { return "" }
        guard isSecret else { return String(decoding: value, as: UTF8.self) }
        switch secrets {
        case .hidden: return ""
        case .opened(let box): return try box.open(value, name: name, owner: owner, db)
        }
    }
}
