public import JobCore

/// A line of a log, wherever it is shown.
public struct LogPlace: Hashable, Sendable {
    /// Whose log.
    public var attempt: AttemptID
    /// The line's number in it, from 0.
    public var line: Int64

    /// Names a line.
    public init(attempt: AttemptID, line: Int64) {
        self.attempt = attempt
        self.line = line
    }
}
