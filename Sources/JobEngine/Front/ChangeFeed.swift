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
                let counter = Counter(store)
                // What came before is read by whoever shows it.
                _ = await counter.change()
                while !Task.isCancelled {
                    if let hints = worker.listen() { await forward(hints, beside: counter, to: continuation) }
                    await look(at: counter, every: Self.period, for: continuation)
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    private func forward(
        _ hints: AsyncStream<Hint>, beside counter: Counter, to continuation: AsyncStream<Change>.Continuation
    ) async {
        continuation.yield(.worker(isPresent: true))
        let looks = Task {
            while !Task.isCancelled { await look(at: counter, every: Self.calmPeriod, for: continuation) }
        }
        for await hint in hints { continuation.yield(.hint(hint)) }
        looks.cancel()
        await looks.value
        if !Task.isCancelled { continuation.yield(.worker(isPresent: false)) }
    }

    /// Looks once, when the period is over.
    private func look(
        at counter: Counter, every period: TimeInterval, for continuation: AsyncStream<Change>.Continuation
    ) async {
        guard (try? await Task.sleep(for: .untilNext(period))) != nil, let change = await counter.change() else {
            return
        }
        continuation.yield(change)
    }

    /// What was seen of the store last.
    private actor Counter {
        private let store: any JobStore
        private var last: Int64?
        private var lastEvent: Int64?

        init(_ store: any JobStore) { self.store = store }

        /// What was committed since the last look; `nil` for nothing. A store that cannot be read now is reported by whoever
        /// reads rows from it.
        func change() async -> Change? {
            guard let counter = try? await store.changeCounter(), counter != last else { return nil }
            let event = try? await store.newestEvents(job: nil, limit: 1).first?.sequence
            defer { (last, lastEvent) = (counter, event) }
            return event == lastEvent ? .measurement : .store
        }
    }
}
