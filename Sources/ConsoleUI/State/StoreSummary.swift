public import Foundation
public import JobCore

/// What the header tells about the whole store.
public struct StoreSummary: Equatable, Sendable {
    /// Whether a worker runs.
    public enum Worker: Equatable, Sendable {
        /// One runs since then.
        case running(since: Date)
        /// None runs: nothing is launched.
        case none
    }

    /// How many jobs stand where.
    public var counts: JobCounts
    /// The worker.
    public var worker: Worker

    /// Describes a store.
    public init(counts: JobCounts, worker: Worker) {
        self.counts = counts
        self.worker = worker
    }
}
