public import JobCore

/// What a clean-up would remove.
public struct CleanupPreview: Equatable, Sendable {
    /// How many containers on which host.
    public var containers: [String: Int]
    /// How many of them belong to no job that the store knows.
    public var orphans: Int
    /// How many jobs lose their logs or rows.
    public var jobs: Int
    /// What their logs hold.
    public var logSize: ByteCount
    /// Hosts that could not be asked, with the reason.
    public var unreachable: [String: String]

    /// Describes a preview.
    public init(
        containers: [String: Int], orphans: Int, jobs: Int, logSize: ByteCount, unreachable: [String: String]
    ) {
        self.containers = containers
        self.orphans = orphans
        self.jobs = jobs
        self.logSize = logSize
        self.unreachable = unreachable
    }

    /// Whether there is nothing to remove.
    public var isEmpty: Bool { containers.isEmpty && jobs == 0 }
}
