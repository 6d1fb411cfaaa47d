import Foundation
import GRDB
import JobCore
import JobEngine

/// An attempt that its holder may write: read inside the transaction that writes (I8).
struct FencedAttempt {
    let id: AttemptID
    let status: JobStatus
    let priority: Int
    let eligibleAt: Date?
    let requests: PendingRequests
    /// The worker that holds it, for the journal.
    let actor: String

    /// - Throws: `fenced` when the token is not the current one, `conflict` when the attempt is over.
    init(_ fence: Fence, _ db: Database) throws {
        id = fence.attempt
        // A step needs little of the job, and most steps of a job are taken here.
        let row = try db.row(
            """
            SELECT token, is_ended, worker, attempt_number, status, priority, eligible_at, cancel_requested_at,
                cancel_requested_by, kill_requested
            FROM attempt JOIN job ON job.number = attempt.job WHERE attempt.job = ? AND attempt.number = ?
            """, [fence.attempt.job.rawValue, fence.attempt.number])
        guard let row else { throw StoreError(.notFound, "There is no attempt \(fence.attempt) in this store.") }
        var column = ColumnReader(row)
        let token: Int64 = column.next()
        guard token == fence.token else { throw StoreError.fenced(fence) }
        let isEnded: Bool = column.next()
        guard !isEnded else {
            throw StoreError(.conflict, "Attempt \(fence.attempt) has ended already; it is not written again.")
        }
        let worker: UUID? = column.optional()
        actor = Self.actor(worker)
        let newest: Int = column.next()
        status = try column.word()
        priority = column.next()
        eligibleAt = column.optionalDate()
        requests = PendingRequests(
            cancelRequestedAt: column.optionalDate(), cancelRequestedBy: column.optional(), kill: column.next())
        guard newest == id.number, status.isLive else {
            throw StoreError(.conflict, "Attempt \(id) is not under way: job \(id.job) is \(status).")
        }
    }

    static func actor(_ worker: UUID?) -> String {
        worker.map { "worker \(String($0.uuidString.lowercased().prefix(8)))" } ?? "worker"
    }

    /// Writes columns of the attempt.
    func update(_ changes: String, _ values: StatementArguments, _ db: Database) throws {
        let target: StatementArguments = [id.job.rawValue, id.number]
        try db.run("UPDATE attempt SET \(changes) WHERE job = ? AND number = ? AND is_ended = 0", values + target)
        guard db.changesCount == 1 else { throw StoreError(.conflict, "Attempt \(id) has ended already.") }
    }
}
