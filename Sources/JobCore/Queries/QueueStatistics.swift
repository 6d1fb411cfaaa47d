public import Foundation

/// How the queue is doing (QUEUE-09). Days are UTC.
public struct QueueStatistics: Hashable, Sendable {
    /// Could be launched now.
    public var ready = 0
    /// Ready, but their group is paused.
    public var paused = 0
    /// Wait for their time.
    public var scheduled = 0
    /// Wait for a person.
    public var held = 0
    /// Wait for other jobs.
    public var dependent = 0
    /// Containers being made.
    public var launching = 0
    /// Under way.
    public var running = 0
    /// Wait for another attempt.
    public var retrying = 0
    /// Ended with exit code 0 today.
    public var completedToday = 0
    /// Ended otherwise today, not by request.
    public var failedToday = 0
    /// Ended by request today.
    public var cancelledToday = 0
    /// Since when the longest waiting ready job is ready.
    public var oldestReadyAt: Date?
    /// Jobs that ended within the last hour.
    public var endedInLastHour = 0
    /// Jobs that ended within the last 24 hours, by executor (`nil`: never launched) and status.
    public var endedInLastDay: [HostKind?: [JobStatus: Int]] = [:]
    /// From ready to started, of the newest jobs that ended.
    public var launchLatency: LaunchLatency?

    /// Everything zero.
    public init() {}

    /// Ended jobs a minute, over the last hour.
    public var throughput: Double { Double(endedInLastHour) / 60 }
}
