/// What an executor ran, and how long that took (MOCK-09).
public struct PerformanceReport: Hashable, Sendable, Codable {
    /// From the order to start to the running process.
    public var startup: DurationSketch
    /// From the running process to its end.
    public var execution: DurationSketch

    /// Nothing ran yet.
    public init() {
        startup = DurationSketch()
        execution = DurationSketch()
    }

    /// How many have ended.
    public var executions: Int { execution.count }

    /// Counts one that has ended.
    public mutating func add(startup: Duration, execution: Duration) {
        self.startup.add(startup.inSeconds)
        self.execution.add(execution.inSeconds)
    }
}
