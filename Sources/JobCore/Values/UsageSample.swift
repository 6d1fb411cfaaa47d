public import Foundation

/// What a container used at one moment (DOCK-12).
public struct UsageSample: Hashable, Sendable, Codable {
    /// Where a figure comes from; every sample names its source (decisions 11).
    public enum Source: String, Hashable, Sendable, Codable {
        /// The kernel's files of the container's cgroup.
        case cgroup
        /// The engine's statistics call.
        case engine
        /// A simulation.
        case mock
    }

    /// When.
    public var at: Date
    /// Memory in use without page cache.
    public var memory: ByteCount
    /// The limit that applied; `nil` means none.
    public var memoryLimit: ByteCount?
    /// CPU time used since the start, seconds.
    public var cpuSeconds: Double
    /// CPU in use since the sample before, 100 is one core; `nil` for a first sample.
    public var cpuPercent: Double?
    /// Where it comes from.
    public var source: Source

    /// Describes a sample.
    public init(
        at: Date, memory: ByteCount, memoryLimit: ByteCount?, cpuSeconds: Double, cpuPercent: Double?, source: Source
    ) {
        self.at = at
        self.memory = memory
        self.memoryLimit = memoryLimit
        self.cpuSeconds = cpuSeconds
        self.cpuPercent = cpuPercent
        self.source = source
    }
}
