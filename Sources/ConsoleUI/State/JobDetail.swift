public import JobCore

/// What is known about a job beside its row; only what the tab on the screen shows is filled.
public struct JobDetail: Equatable, Sendable {
    /// Its attempts, first to last.
    public var attempts: [Attempt]
    /// What the latest attempt used, oldest first.
    public var usage: [UsageSample]
    /// The last lines that the latest attempt wrote to standard error.
    public var errorLines: [LogLine]
    /// How earlier jobs of the same name went.
    public var history: JobHistory?
    /// The journal of the job, newest first.
    public var events: [JobEvent]
    /// What it comes after, and how that stands.
    public var prerequisites: [PrerequisiteState]
    /// The first jobs that wait for it.
    public var dependents: [JobNumber]
    /// Of an array, the first jobs that ended otherwise than well.
    public var badMembers: [JobNumber]
    /// The hosts that did not take it, and why.
    public var rejected: [RejectedHost]

    /// Knows nothing unless told.
    public init(
        attempts: [Attempt] = [], usage: [UsageSample] = [], errorLines: [LogLine] = [], history: JobHistory? = nil,
        events: [JobEvent] = [], prerequisites: [PrerequisiteState] = [], dependents: [JobNumber] = [],
        badMembers: [JobNumber] = [], rejected: [RejectedHost] = []
    ) {
        self.attempts = attempts
        self.usage = usage
        self.errorLines = errorLines
        self.history = history
        self.events = events
        self.prerequisites = prerequisites
        self.dependents = dependents
        self.badMembers = badMembers
        self.rejected = rejected
    }
}
