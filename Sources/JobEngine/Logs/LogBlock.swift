public import JobCore

/// A run of stored records with their bytes in one piece: for whoever goes through a whole log and would not make an
/// array of each record. Nothing is cut out between its records.
public struct LogBlock: Sendable {
    /// One record: a line, a part of a long one, or several lines.
    public struct Record: Hashable, Sendable {
        /// Which stream.
        public var stream: LogStream
        /// When the engine took it.
        public var time: EngineTime?
        /// The line that its first byte belongs to, from 0.
        public var firstLine: Int64
        /// The number of the first line that begins in it, or would.
        public var nextLine: Int64
        /// How many lines begin in it.
        public var lineCount: Int
        /// Whether it goes on with a line of its stream that an earlier record began.
        public var isContinuation: Bool
        /// Where its bytes begin in those of the block.
        public var offset: Int
        /// How many bytes it has.
        public var length: Int

        /// Describes a record.
        public init(
            stream: LogStream, time: EngineTime?, firstLine: Int64, nextLine: Int64, lineCount: Int,
            isContinuation: Bool, offset: Int, length: Int
        ) {
            self.stream = stream
            self.time = time
            self.firstLine = firstLine
            self.nextLine = nextLine
            self.lineCount = lineCount
            self.isContinuation = isContinuation
            self.offset = offset
            self.length = length
        }
    }

    /// The place of its first record among all records of the attempt.
    public var firstIndex: Int64
    /// The records, in order.
    public var records: [Record]
    /// The bytes of all records, one after the other; empty where only the index was asked for.
    public var bytes: [UInt8]
    /// How many lines were cut before its first record; 0 for none.
    public var gapBefore: Int64

    /// Describes a run of records.
    public init(firstIndex: Int64, records: [Record], bytes: [UInt8], gapBefore: Int64 = 0) {
        self.firstIndex = firstIndex
        self.records = records
        self.bytes = bytes
        self.gapBefore = gapBefore
    }

    /// The place behind its last record.
    public var endIndex: Int64 { firstIndex + Int64(records.count) }
}
