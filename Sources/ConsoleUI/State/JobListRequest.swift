public import JobCore

/// A part of the job list: what the runner has to read and keep fresh while it is on the screen.
public struct JobListRequest: Equatable, Sendable {
    /// Where the part lies.
    public enum Anchor: Equatable, Sendable {
        /// The beginning of the list, also when jobs are added there.
        case start
        /// The end of the list.
        case end
        /// Half of it before this job, half of it from the job on.
        case around(JobNumber)
    }

    /// Which jobs.
    public var scope: JobScope
    /// Which part of them.
    public var anchor: Anchor
    /// How many jobs at most.
    public var limit: Int

    /// Two hundred jobs unless told otherwise.
    public init(scope: JobScope, anchor: Anchor, limit: Int = 200) {
        self.scope = scope
        self.anchor = anchor
        self.limit = limit
    }
}
