/// How far a log reaches.
public struct LogProgress: Hashable, Sendable {
    /// Bytes that the container wrote and that were taken, cut ones included.
    public var bytes: Int64
    /// Lines, a last one without newline included, cut ones included.
    public var lines: Int64
    /// Lines that a limit has cut out of the middle.
    public var missingLines: Int64
    /// Bytes that a limit has cut out of the middle.
    public var missingBytes: Int64
    /// Which lines those are, in order. Only a reader tells it.
    public var gaps: [Range<Int64>] = []

    /// Describes a log.
    public init(bytes: Int64 = 0, lines: Int64 = 0, missingLines: Int64 = 0, missingBytes: Int64 = 0) {
        self.bytes = bytes
        self.lines = lines
        self.missingLines = missingLines
        self.missingBytes = missingBytes
    }
}
