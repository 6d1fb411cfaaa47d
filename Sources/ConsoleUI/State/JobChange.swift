/// Something that can be done to a job.
public enum JobChange: Hashable, Sendable {
    /// End it politely.
    case cancel
    /// End it at once.
    case kill
    /// Forget a job that has ended.
    case delete
    /// Submit the same again.
    case runAgain
    /// Keep it from running.
    case hold
    /// Let it run.
    case release
    /// Set its priority, 0–100.
    case priority(Int)
}
