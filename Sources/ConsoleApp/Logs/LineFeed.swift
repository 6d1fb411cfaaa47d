import ConsoleUI
import JobCore
import JobEngine

/// The whole lines of one log, one after the other, in the order in which they ended.
struct LineFeed {
    /// A line without its end, and when it began.
    struct Line {
        let time: EngineTime
        var bytes: [UInt8]
    }

    private let reader: any LogReader
    private var index: Int64 = 0
    private var open: [LogStream: Line] = [:]
    private var lines: ArraySlice<Line> = []
    private var lastTime = EngineTime(seconds: 0, nanoseconds: 0)
    private var isAtEnd = false

    private static let recordsPerRead = 4096
    private static let bytesPerRead = 1 << 19
    /// A longer line is broken, so that one without an end does not fill the memory.
    private static let longestLine = 1 << 20

    init(_ reader: any LogReader) {
        self.reader = reader
    }

    /// The line that is next; `nil` when there is none. After `fill`.
    var first: Line? { lines.first }

    mutating func removeFirst() { lines = lines.dropFirst() }

    /// Reads on where no line is at hand.
    mutating func fill() async throws {
        while lines.isEmpty, !isAtEnd {
            guard
                let block = try await reader.block(
                    from: index, limit: Self.recordsPerRead, maxBytes: Self.bytesPerRead)
            else {
                isAtEnd = true
                // Lines that have no end yet.
                lines = open.values.sorted { $0.time < $1.time }[...]
                open = [:]
                return
            }
            take(block)
            index = block.endIndex
        }
    }

    private mutating func take(_ block: LogBlock) {
        block.bytes.withUnsafeBytes { bytes in
            for record in block.records {
                lastTime = record.time ?? lastTime
                var parts = LineParts(record)
                while let part = parts.next(in: bytes) {
                    var line = open[record.stream] ?? Line(time: lastTime, bytes: [])
                    line.bytes += bytes[part.range]
                    if part.isEnd || line.bytes.count > Self.longestLine {
                        while line.bytes.last == 0x0D { line.bytes.removeLast() }
                        lines.append(line)
                        open[record.stream] = nil
                    } else {
                        open[record.stream] = line
                    }
                }
            }
        }
    }
}
