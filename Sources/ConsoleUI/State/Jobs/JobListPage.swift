public import JobCore

/// A part of the job list as it was read.
public struct JobListPage: Equatable, Sendable {
    /// The jobs, in the order of the list. A folded array stands in it by its last job.
    public var jobs: [Job]
    /// The folded arrays, by the job that stands for each.
    public var arrays: [JobNumber: JobArray]
    /// The array whose jobs these are, where the list is narrowed to one that is still there.
    public var whole: JobArray?
    /// Whether there are jobs before the first one.
    public var hasBefore: Bool
    /// Whether there are jobs after the last one.
    public var hasAfter: Bool

    /// Describes a part of the list.
    public init(
        jobs: [Job], arrays: [JobNumber: JobArray] = [:], whole: JobArray? = nil, hasBefore: Bool = false,
        hasAfter: Bool = false
    ) {
        self.jobs = jobs
        self.arrays = arrays
        self.whole = whole
        self.hasBefore = hasBefore
        self.hasAfter = hasAfter
    }
}
