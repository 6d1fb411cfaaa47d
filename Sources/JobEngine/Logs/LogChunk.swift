public import JobCore

/// One stored record: a line, or a part of a long one.
public struct LogChunk: Hashable, Sendable {
    /// Its place among all records of the attempt, from 0.
    public var index: Int64
    /// Which stream.
    public var stream: LogStream
    /// When the engine took it.
    public var time: EngineTime?
    /// The number of the line it belongs to, from 0.
    public var line: Int64
    /// Whether it goes on with a line of its stream that an earlier record began.
    public var isContinuation: Bool
    /// How many lines were cut between the record before and this one; 0 for none.
    public var gapBefore: Int64
    /// The container's bytes, a newline included.
    public var bytes: [UInt8]

    /// Describes a record.
    public init(
        index: Int64, stream: LogStream, time: EngineTime?, line: Int64, isContinuation: Bool, gapBefore: Int64,
        bytes: [UInt8]
    ) {
        self.index = index
        self.stream = stream
        self.time = time
        self.line = line
        self.isContinuation = isContinuation
        self.gapBefore = gapBefore
        self.bytes = bytes
    }
}
