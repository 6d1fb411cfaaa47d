public import Foundation

/// What a worker counted on a host since it began to look after it (BASE-11).
public struct HostMetrics: Hashable, Sendable, Codable {
    /// How long one kind of call to the engine took, in seconds.
    public struct Operation: Hashable, Sendable, Codable {
        /// How many calls.
        public var count: Int
        /// Their mean.
        public var mean: Double
        /// Half were done within.
        public var median: Double
        /// 95 % were done within.
        public var percentile95: Double
        /// The longest.
        public var longest: Double

        /// The figures of what was counted.
        public init(_ times: DurationSketch) {
            count = times.count
            mean = times.mean
            median = times.quantile(0.5)
            percentile95 = times.quantile(0.95)
            longest = times.longest
        }
    }

    /// Since when it counts: the host's executor is that old.
    public var since: Date
    /// When this was written down.
    public var at: Date
    /// Containers that were started.
    public var launches: Int
    /// Attempts that ended, by the status that their job got.
    public var ends: [String: Int]
    /// Calls that failed, by the kind of error.
    public var errors: [String: Int]
    /// Calls by what was asked.
    public var operations: [String: Operation]

    /// Nothing counted yet.
    public init(since: Date, at: Date) {
        self.since = since
        self.at = at
        launches = 0
        ends = [:]
        errors = [:]
        operations = [:]
    }

    /// How long the host has been looked after.
    public var uptime: Duration { .seconds(max(0, at.timeIntervalSince(since))) }
}
