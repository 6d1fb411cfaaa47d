import Foundation
import JobCore
import Logging

/// Joins the worker's hints with the safety net: a look at the store's change counter, which is also all there is without a
/// worker (architecture.md 3).
struct ChangeFeed: Sendable {
    let store: any JobStore
    let worker: WorkerSocket

    /// How often is looked when nobody tells.
    private static let period: TimeInterval = 1
    /// How often beside a worker that tells of everything but measurements.
    private static let calmPeriod: TimeInterval = 5

    /// Keeps the newest 256 changes for a slow consumer; ends with it.
    func stream() -> AsyncStream<Change> {
        AsyncStream(bufferingPolicy: .bufferingNewest(256)) { continuation in
            let task = Task {
                let commits = CommitWatch(store)
                // What came before is read by whoever shows it.
                _ = await commits.change()
                while !Task.isCancelled {
                    if let hints = worker.listen() { await forward(hints, beside: commits, to: continuation) }
                    await look(at: commits, every: Self.period, for: continuation)
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    private func forward(
        _ hints: AsyncStream<Hint>, beside commits: CommitWatch, to continuation: AsyncStream<Change>.Continuation
    ) async {
        continuation.yield(.worker(isPresent: true))
        let looks = Task {
            while !Task.isCancelled { await look(at: commits, every: Self.calmPeriod, for: continuation) }
        }
        for await hint in hints { continuation.yield(.hint(hint)) }
        looks.cancel()
        await looks.value
        if !Task.isCancelled { continuation.yield(.worker(isPresent: false)) }
    }

    /// Looks once, when the period is over.
    private func look(
        at commits: CommitWatch, every period: TimeInterval, for continuation: AsyncStream<Change>.Continuation
    ) async {
        guard (try? await Task.sleep(for: .untilNext(period))) != nil, let change = await commits.change() else {
            return
        }
        continuation.yield(change)
    }
}
