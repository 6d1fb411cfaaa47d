/// A part of a log as it was read.
public struct LogWindow: Equatable, Sendable {
    /// The lines, in order; numbers that are missing were cut by the log's limit.
    public var lines: [LogLine]
    /// How many lines the log has now, cut ones included.
    public var totalLines: Int64
    /// How many of them were cut by the log's limit.
    public var missingLines: Int64

    /// Describes a part of a log.
    public init(lines: [LogLine], totalLines: Int64, missingLines: Int64 = 0) {
        self.lines = lines
        self.totalLines = totalLines
        self.missingLines = missingLines
    }
}
