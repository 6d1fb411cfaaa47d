import Foundation
import JobCore
import Logging

/// Joins the worker's hints with the safety net: a look at the store's change counter once a second, which is also all
/// there is without a worker (architecture.md 3).
struct ChangeFeed: Sendable {
    let store: any JobStore
    let worker: WorkerSocket
    var interval = Duration.seconds(1)

    /// Keeps the newest 256 changes for a slow consumer; ends with it.
    func stream() -> AsyncStream<Change> {
        AsyncStream(bufferingPolicy: .bufferingNewest(256)) { continuation in
            let task = Task {
                await withTaskGroup { group in
                    group.addTask { await forwardHints(to: continuation) }
                    group.addTask { await watchCounter(for: continuation) }
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    private func forwardHints(to continuation: AsyncStream<Change>.Continuation) async {
        while !Task.isCancelled {
            if let hints = worker.listen() {
                continuation.yield(.worker(isPresent: true))
                for await hint in hints { continuation.yield(.hint(hint)) }
                guard !Task.isCancelled else { return }
                continuation.yield(.worker(isPresent: false))
            }
            try? await Task.sleep(for: untilNextLook)
        }
    }

    private func watchCounter(for continuation: AsyncStream<Change>.Continuation) async {
        var last = try? await store.changeCounter()
        var lastEvent = await newestEvent()
        while !Task.isCancelled {
            try? await Task.sleep(for: untilNextLook)
            // A store that cannot be read now is reported by whoever reads rows from it.
            guard let counter = try? await store.changeCounter(), counter != last else { continue }
            last = counter
            let event = await newestEvent()
            continuation.yield(event == lastEvent ? .measurement : .store)
            lastEvent = event
        }
    }

    private func newestEvent() async -> Int64? {
        try? await store.newestEvents(job: nil, limit: 1).first?.sequence
    }

    /// The looks fall on whole intervals of the clock, as the ticks of ages on a screen do, so that one wake-up does for both.
    private var untilNextLook: Duration {
        let now = Date().timeIntervalSince1970
        let length = interval.inSeconds
        return .seconds(length - now.truncatingRemainder(dividingBy: length) + 0.001)
    }
}
