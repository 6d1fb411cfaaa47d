public import JobCore

/// How much of one attempt's output is kept (decisions 13).
public struct LogLimits: Hashable, Sendable {
    /// The first part, never cut. Default 64 MiB.
    public var head: ByteCount
    /// The newest part, at least. Default 192 MiB.
    public var tail: ByteCount
    /// A new segment is begun at this size. Default 64 MiB.
    public var segment: ByteCount

    /// The defaults unless said otherwise.
    public init(
        head: ByteCount = .megabytes(64), tail: ByteCount = .megabytes(192), segment: ByteCount = .megabytes(64)
    ) {
        self.head = head
        self.tail = tail
        self.segment = segment
    }
}
