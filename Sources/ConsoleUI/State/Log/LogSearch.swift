/// What is searched for in the log that is shown.
public struct LogSearch: Equatable, Sendable {
    /// The text; `nil` when nothing is searched for.
    public internal(set) var pattern: LogPattern?
    /// Whether only lines that match are shown.
    public internal(set) var isMatchesOnly = false
    /// The match that the reader went to.
    public internal(set) var current: LogWindow.Target?
}
