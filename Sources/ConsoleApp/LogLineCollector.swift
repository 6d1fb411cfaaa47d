import ConsoleUI
import JobEngine

/// Puts records together to lines; the pieces of one line may lie among those of another stream.
struct LogLineCollector {
    private static let piecesToRead = 8

    private let first: Int64
    private let limit: Int
    private(set) var lines: [LogLine] = []
    private var positions: [Int64: Int] = [:]
    private var pieces: [Int64: Int] = [:]
    /// Whether a record behind the wanted lines was seen.
    private(set) var isFull = false

    init(first: Int64, limit: Int) {
        self.first = first
        self.limit = limit
    }

    mutating func add(_ chunk: LogChunk) {
        guard chunk.line >= first else { return }
        pieces[chunk.line, default: 0] += 1
        if let position = positions[chunk.line] {
            lines[position].append(chunk.bytes[...])
        } else if lines.count < limit {
            positions[chunk.line] = lines.count
            var line = LogLine(number: chunk.line, stream: chunk.stream, gapBefore: chunk.gapBefore)
            line.append(chunk.bytes[...])
            lines.append(line)
        } else {
            isFull = true
        }
    }

    /// Whether a line has so many pieces that its middle is not worth reading.
    func isLong(_ line: Int64) -> Bool {
        pieces[line, default: 0] > Self.piecesToRead
    }
}
