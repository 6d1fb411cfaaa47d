import Foundation
import GRDB
import JobCore

/// Sees to it that at most one job of a key is live (QUEUE-14), inside the transaction that submits.
struct UniqueGate {
    /// What becomes of a submit.
    enum Outcome {
        /// It goes on, after these.
        case passed(after: [DependencyLedger.Resolved])
        /// This job stands in its place.
        case stopped(by: JobNumber)
    }

    let db: Database
    let actor: String
    let now: Date

    func pass(_ unique: UniqueKey) throws -> Outcome {
        let rows = try db.rows(
            """
            SELECT number FROM job INDEXED BY job_unique
            WHERE unique_key = ? AND unique_key IS NOT NULL AND finished_at IS NULL ORDER BY number
            """, [unique.key.bound])
        let earlier = rows.map { JobNumber($0[0]) }
        guard let newest = earlier.last else { return .passed(after: []) }
        switch unique.conflict {
        case .skip: return .stopped(by: newest)
        case .replace:
            let requests = JobRequests(db: db, actor: actor, now: now)
            for job in earlier { _ = try requests.cancel(job, kill: false) }
        case .queue: break
        }
        // Those that were cancelled at once hold nothing back.
        return .passed(
            after: try earlier.map { job in
                DependencyLedger.Resolved(
                    predecessor: job, condition: .any, counts: try DependencyLedger(db: db).counts(of: job))
            })
    }
}
