/// Turns the bytes of a streamed answer into batches. A value, driven by `EngineStream` on an event loop.
protocol StreamDecoder: Sendable {
    associatedtype Batch: Sendable

    /// Decodes the next bytes. What came before a fault is still in the next batch when it throws.
    mutating func decode(_ bytes: UnsafeRawBufferPointer) throws
    /// Says that the answer has ended; throws when it ended too early.
    mutating func finish() throws
    /// Whether there is something to take.
    var hasBatch: Bool { get }
    /// Whether so much is decoded that the network must wait until it is taken.
    var isFull: Bool { get }
    /// Hands over what was decoded.
    mutating func takeBatch() -> Batch
}
