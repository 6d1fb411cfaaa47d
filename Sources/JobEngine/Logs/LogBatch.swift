public import JobCore

/// A run of output records as an engine delivered them.
public struct LogBatch: Sendable {
    /// The bytes of all records, one after the other.
    public var bytes: [UInt8]
    /// The records, in order.
    public var records: [Record]

    /// One record: a line, or a part of a long one.
    public struct Record: Hashable, Sendable {
        /// How many bytes of `bytes` it has.
        public var length: Int
        /// Which stream.
        public var stream: LogStream
        /// When the engine took it; `nil` only where an engine gives no times.
        public var time: EngineTime?

        /// Describes a record.
        public init(length: Int, stream: LogStream, time: EngineTime?) {
            self.length = length
            self.stream = stream
            self.time = time
        }
    }

    /// An empty batch.
    public init(bytes: [UInt8] = [], records: [Record] = []) {
        self.bytes = bytes
        self.records = records
    }

    /// Whether there is nothing in it.
    public var isEmpty: Bool { records.isEmpty }
}
