/// A job together with the attempt that is under way, secrets opened: what a worker needs to drive it.
public struct LiveAttempt: Sendable {
    /// The job, its secret values readable.
    public var job: Job
    /// The attempt.
    public var attempt: Attempt

    /// Puts the two together.
    public init(job: Job, attempt: Attempt) {
        self.job = job
        self.attempt = attempt
    }
}
