/// What a submit led to.
public struct SubmittedJob: Hashable, Sendable {
    /// The job that is there now.
    public var job: Job
    /// Whether this submit made it; otherwise an earlier one with the same key did (QUEUE-14).
    public var isNew: Bool

    /// Puts both together.
    public init(job: Job, isNew: Bool) {
        self.job = job
        self.isNew = isNew
    }
}
