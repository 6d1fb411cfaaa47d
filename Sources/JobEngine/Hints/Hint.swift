public import JobCore

/// A lossy, bounded word from the worker that something changed (architecture.md 3). The truth stays in the store.
public struct Hint: Hashable, Sendable, Codable {
    /// What changed.
    public enum Kind: String, Hashable, Sendable, Codable {
        /// A job's row.
        case job
        /// An attempt's log grew.
        case log
        /// What running jobs use was measured; of all of them where no job is named.
        case usage
        /// A host's condition.
        case host
        /// Words about an image being pulled, in `text`.
        case progress
        /// The worker itself: drains, ends.
        case worker
    }

    /// What changed.
    public var kind: Kind
    /// Of which job.
    public var job: JobNumber?
    /// Of which attempt.
    public var attempt: Int?
    /// How far the log reaches.
    public var bytes: Int64?
    /// Words for people.
    public var text: String?

    /// Makes a hint.
    public init(kind: Kind, job: JobNumber? = nil, attempt: Int? = nil, bytes: Int64? = nil, text: String? = nil) {
        self.kind = kind
        self.job = job
        self.attempt = attempt
        self.bytes = bytes
        self.text = text
    }
}
