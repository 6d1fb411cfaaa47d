import Foundation
import GRDB
import JobCore
import Synchronization

/// Group commit: writes that wait while a transaction is being made durable share the next one (architecture.md 6).
///
/// A lone write is committed at once. Each write of a shared transaction has its own savepoint, so that one that fails takes
/// no other along. Nothing is acknowledged before its commit is durable.
final class CommitQueue: Sendable {
    private struct State {
        var waiting: [any PendingWrite] = []
        var isDraining = false
        var isClosed = false
    }

    /// How many writes share a transaction at most, which bounds how long the first of them waits.
    private static let batchSize = 256

    private let pool: DatabasePool
    private let failure: StoreFailure
    private let files: OpenFiles
    private let state = Mutex(State())

    init(pool: DatabasePool, failure: StoreFailure, files: OpenFiles) {
        self.pool = pool
        self.failure = failure
        self.files = files
    }

    /// Runs `body` in an immediate transaction; returns when it is durable.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        try await withCheckedContinuation { continuation in
            enqueue(WriteRequest(body, continuation: continuation))
        }.get()
    }

    /// Refuses what comes from now on; what waits is still committed.
    func close() {
        state.withLock { $0.isClosed = true }
    }

    private func enqueue(_ request: any PendingWrite) {
        let (isRefused, isFirst) = state.withLock { state in
            if state.isClosed { return (true, false) }
            state.waiting.append(request)
            defer { state.isDraining = true }
            return (false, !state.isDraining)
        }
        if isRefused { request.finish(StoreError(.unknown, "The store '\(failure.path)' has been closed.")) }
        if isFirst { scheduleDrain() }
    }

    private func scheduleDrain() {
        pool.asyncWriteWithoutTransaction { db in self.drain(db) }
    }

    private func drain(_ db: Database) {
        while true {
            let batch = state.withLock { state in
                let batch = Array(state.waiting.prefix(Self.batchSize))
                state.waiting.removeFirst(batch.count)
                state.isDraining = !batch.isEmpty
                return batch
            }
            guard !batch.isEmpty else { return }
            commit(batch, db)
        }
    }

    private func commit(_ batch: [any PendingWrite], _ db: Database) {
        var outcomes: [StoreError?] = []
        do {
            try files.checkStillThere()
            try db.inTransaction(.immediate) {
                for request in batch {
                    outcomes.append(try perform(request, isAlone: batch.count == 1, db))
                }
                return .commit
            }
        } catch {
            let failure = failure.translate(error)
            for request in batch { request.finish(failure) }
            return
        }
        for (request, outcome) in zip(batch, outcomes) { request.finish(outcome) }
    }

    /// - Returns: why this write alone failed; `nil` when it goes into the commit.
    /// - Throws: when the whole transaction is lost, as with a full disk.
    private func perform(_ request: any PendingWrite, isAlone: Bool, _ db: Database) throws -> StoreError? {
        guard !isAlone else {
            try request.perform(db)
            return nil
        }
        try db.run("SAVEPOINT request")
        do {
            try request.perform(db)
            try db.run("RELEASE request")
            return nil
        } catch {
            guard db.isInsideTransaction else { throw error }
            try db.run("ROLLBACK TO request")
            try db.run("RELEASE request")
            return failure.translate(error)
        }
    }
}
