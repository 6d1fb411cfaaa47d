public import JobCore

/// A part of one log, or of several by time: what the runner has to read and keep fresh while it is on the screen.
public struct LogRequest: Equatable, Sendable {
    /// Where the part lies.
    public enum Anchor: Equatable, Sendable {
        /// The first line.
        case start
        /// The newest line, also when the log grows.
        case end
        /// Around a line.
        case around(LogPlace)
        /// Around a line that has to be found.
        case seek(LogSeek)
    }

    /// Whose logs; several are put together by time.
    public var sources: [LogSource]
    /// Which stream; `nil` for both.
    public var stream: LogStream?
    /// What is searched for.
    public var pattern: LogPattern?
    /// Whether only lines that match are wanted.
    public var isMatchesOnly: Bool
    /// Where the part lies.
    public var anchor: Anchor
    /// How many lines on each side of the anchor.
    public var reach: Int
    /// How many bytes of each line to pass over: a reader who has panned far to the right wants what is there.
    public var skippedBytes: Int

    /// All lines, nothing searched for, unless told otherwise.
    public init(
        sources: [LogSource], stream: LogStream? = nil, pattern: LogPattern? = nil, isMatchesOnly: Bool = false,
        anchor: Anchor, reach: Int, skippedBytes: Int = 0
    ) {
        self.sources = sources
        self.stream = stream
        self.pattern = pattern
        self.isMatchesOnly = isMatchesOnly
        self.anchor = anchor
        self.reach = reach
        self.skippedBytes = skippedBytes
    }

    /// Whether the reading of an attempt's log would change the answer.
    public func concerns(_ job: JobNumber, attempt: Int?) -> Bool {
        sources.contains { $0.attempt.job == job && (attempt == nil || attempt == $0.attempt.number) }
    }
}
