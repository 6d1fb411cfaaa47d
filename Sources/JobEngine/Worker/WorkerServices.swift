import Foundation
import JobCore
import Logging

/// What every part of a worker works with.
struct WorkerServices: Sendable {
    let id: WorkerID
    let store: any JobStore
    let logs: any LogStore
    /// Where the worker listens; what clients and worker share lies beside it.
    let socketPath: String
    let settings: Locked<WorkerOptions>
    let failpoints: Failpoints
    let logger: Logger
    let metrics = WorkerMetrics()
    /// A factor from 0.8 to 1.2.
    let jitter: @Sendable () -> Double
    /// Sends a hint to whoever listens.
    let publish: @Sendable (Hint) -> Void
    /// Whether anybody listens for hints: a console, an attached `run`, `logs --follow`.
    let isWatched: @Sendable () -> Bool
    /// Asks the dispatcher for a round.
    let wakeDispatcher: @Sendable () -> Void

    /// How the worker behaves; may change while it runs (SIGHUP, CMD-03).
    var options: WorkerOptions { settings.withLock { $0 } }

    /// The wall clock. What is waited for is never measured by it: it may be wrong, or be set (F76, F77).
    func now() -> Date { failpoints.now() }
}
