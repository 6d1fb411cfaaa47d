import JobCore
import JobEngine
import Synchronization

/// What was read of a log.
struct CollectedLog: Sendable {
    struct Line: Hashable, Sendable {
        var stream: LogStream
        var time: EngineTime?
        var bytes: [UInt8]
        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    var lines: [Line] = []
    var batches = 0

    /// All bytes of one stream.
    func bytes(of stream: LogStream) -> [UInt8] { lines.filter { $0.stream == stream }.flatMap(\.bytes) }
    /// All bytes of one stream as text.
    func text(of stream: LogStream = .stdout) -> String { String(decoding: bytes(of: stream), as: UTF8.self) }

    mutating func add(_ batch: LogBatch) {
        batches += 1
        var offset = 0
        for record in batch.records {
            let bytes = Array(batch.bytes[offset..<offset + record.length])
            lines.append(Line(stream: record.stream, time: record.time, bytes: bytes))
            offset += record.length
        }
    }

    init() {}

    init(_ batch: LogBatch) { add(batch) }
}

/// A sink that keeps everything.
final class LogCollector: Sendable {
    private let state = Mutex(CollectedLog())
    var log: CollectedLog { state.withLock { $0 } }
    func add(_ batch: LogBatch) { state.withLock { $0.add(batch) } }
}
