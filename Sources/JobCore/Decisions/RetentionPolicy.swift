/// How long what ended jobs leave is kept (CMD-08). What is not set is kept for ever.
public struct RetentionPolicy: Hashable, Sendable {
    /// Logs go that long after the end of their job.
    public var logAge: Duration?
    /// All logs together may take that much; the oldest go first. Default 10 GiB (decisions 13).
    public var logTotal = ByteCount.gigabytes(10)
    /// Jobs go altogether, logs included, that long after their end.
    public var historyAge: Duration?
    /// So many ended jobs are kept; the oldest go first.
    public var historyCount: Int?
    /// Lines of the journal go when they are that old.
    public var journalAge: Duration?

    /// Only the size of all logs is bounded.
    public init() {}

    /// Why something goes.
    public enum Reason: String, CaseIterable, Hashable, Sendable {
        /// `historyAge`
        case oldJob
        /// `historyCount`
        case surplusJob
        /// `logAge`
        case oldLog
        /// `logTotal`
        case surplusLog
        /// A log whose job is not in the store any more.
        case strayLog
    }

    /// The rule, in words.
    public func sentence(for reason: Reason) -> String {
        switch reason {
        case .oldJob: "it ended more than \(historyAge?.forPeople ?? "?") ago"
        case .surplusJob: "more than \(historyCount ?? 0) ended jobs are kept"
        case .oldLog: "its job ended more than \(logAge?.forPeople ?? "?") ago"
        case .surplusLog: "all logs together passed \(logTotal), and this was the oldest"
        case .strayLog: "its job is not in the store any more"
        }
    }
}
