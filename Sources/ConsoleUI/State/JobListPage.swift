public import JobCore

/// A part of the job list as it was read.
public struct JobListPage: Equatable, Sendable {
    /// The jobs, in the order of the list.
    public var jobs: [Job]
    /// Whether there are jobs before the first one.
    public var hasBefore: Bool
    /// Whether there are jobs after the last one.
    public var hasAfter: Bool

    /// Describes a part of the list.
    public init(jobs: [Job], hasBefore: Bool = false, hasAfter: Bool = false) {
        self.jobs = jobs
        self.hasBefore = hasBefore
        self.hasAfter = hasAfter
    }
}
