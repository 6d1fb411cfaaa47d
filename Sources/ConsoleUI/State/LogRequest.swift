public import JobCore

/// A part of one attempt's log: what the runner has to read and keep fresh while it is on the screen.
public struct LogRequest: Equatable, Sendable {
    /// Whose log.
    public var attempt: AttemptID
    /// The first line, counted from 0; `nil` for the newest lines.
    public var firstLine: Int64?
    /// How many lines.
    public var count: Int

    /// Asks for `count` lines.
    public init(attempt: AttemptID, firstLine: Int64?, count: Int) {
        self.attempt = attempt
        self.firstLine = firstLine
        self.count = count
    }
}
