public import Foundation

/// A group of jobs of which so many run at the same time (QUEUE-11).
public struct JobGroup: Hashable, Sendable {
    /// ASCII, unique.
    public var name: String
    /// How many of its jobs run at the same time at most; `nil` means as many as fit.
    public var parallel: Int?
    /// Since when none of its jobs is started; `nil` when they are.
    public var pausedAt: Date?
    /// When it was made.
    public var createdAt: Date
    /// How many of its jobs have not ended, by status.
    public var counts: [JobStatus: Int]

    /// Describes a group.
    public init(
        name: String, parallel: Int? = nil, pausedAt: Date? = nil, createdAt: Date = Date(timeIntervalSince1970: 0),
        counts: [JobStatus: Int] = [:]
    ) {
        self.name = name
        self.parallel = parallel
        self.pausedAt = pausedAt
        self.createdAt = createdAt
        self.counts = counts
    }

    /// The numbers that a limit may have.
    public static let limits = 1...100_000

    /// How many of its jobs are under way.
    public var live: Int { (counts[.launching] ?? 0) + (counts[.running] ?? 0) }

    /// Why no further job of it may start now; `nil` when one may.
    public var obstacle: String? {
        if pausedAt != nil { return "group '\(name)' is paused" }
        if let parallel, live >= parallel {
            return "group '\(name)' is full: \(live) of \(parallel) run"
        }
        return nil
    }
}
