public import JobCore

/// What lies over the main screen.
public enum Overlay: Equatable, Sendable {
    /// All keys, from this row on.
    case help(top: Int)
    /// Whether to cancel a job.
    case confirmCancel(CancelQuestion)
}

/// The question before a job is cancelled.
public struct CancelQuestion: Equatable, Sendable {
    /// Which job.
    public var job: JobNumber
    /// Its name.
    public var name: String
    /// Where it stood when the question was asked.
    public var status: JobStatus
    /// Whether Enter means yes. No at first: it would end a job.
    public var isYesMarked = false
}
