import Foundation
import GRDB
import JobCore

/// Lets the jobs run that came after one that has just ended, and fails those that can never run any more, with all that come
/// after these (QUEUE-10). It is part of the transaction that stores the end, so that no crash comes in between.
struct DependencyRelease {
    let db: Database
    let actor: String
    let now: Date

    private var ledger: DependencyLedger { DependencyLedger(db: db) }

    /// Follows the end of a job, however long the chain is.
    func follow(endOf first: JobNumber) throws {
        var ended = [first]
        while let number = ended.popLast() {
            for predecessor in try [number] + array(of: number) {
                for dependency in try open(after: predecessor) {
                    if try advance(dependency, predecessor) { ended.append(dependency.job) }
                }
            }
        }
    }

    private struct OpenDependency {
        var job: JobNumber
        var condition: DependencyCondition
    }

    private func array(of number: JobNumber) throws -> [JobNumber] {
        try db.number("SELECT array_of FROM job WHERE number = ?", [number.rawValue]).map { [JobNumber($0)] } ?? []
    }

    private func open(after predecessor: JobNumber) throws -> [OpenDependency] {
        try db.rows(
            """
            SELECT job, condition FROM job_dependency INDEXED BY dependency_open WHERE predecessor = ? AND is_open = 1
            """, [predecessor.rawValue]
        ).map { row in
            var column = ColumnReader(row)
            return OpenDependency(job: JobNumber(column.next()), condition: try column.word())
        }
    }

    /// - Returns: whether the job that waited has ended by this.
    private func advance(_ dependency: OpenDependency, _ predecessor: JobNumber) throws -> Bool {
        let counts = try ledger.counts(of: predecessor)
        let state = dependency.condition.state(counts)
        guard state != .open else { return false }
        try db.run(
            "UPDATE job_dependency SET is_open = 0 WHERE job = ? AND predecessor = ?",
            [dependency.job.rawValue, predecessor.rawValue])
        try db.run(
            "UPDATE job SET open_dependencies = open_dependencies - 1 WHERE number = ?", [dependency.job.rawValue])
        let gate = JobGate(db: db, actor: actor, now: now)
        // A job that was cancelled meanwhile has ended already.
        guard let waiting = try gate.waiting(dependency.job), waiting.status == .pending else { return false }
        if state == .impossible {
            try gate.fail(waiting, because: dependency.condition.impossibility(predecessor, counts))
            return true
        }
        try gate.open(waiting, detail: "job \(predecessor) has ended")
        return false
    }
}
