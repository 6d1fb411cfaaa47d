import ConsoleUI
import JobCore
import JobEngine

/// Puts blocks of records together to the lines that are wanted; the pieces of one line may lie among those of another
/// stream.
struct LogLineCollector {
    /// Records that are read of the end of a long line, where the last state of a progress bar is.
    static let lastPieces: Int64 = 4
    private static let piecesToRead = 8
    /// Lines that are passed over in reading before the next wanted one is looked up in the index instead.
    private static let nearness: Int64 = 256
    /// Records that are read behind the last wanted line for the ends of lines that are open.
    private static let recordsBehind = 64

    private let attempt: AttemptID
    private let skippedBytes: Int
    private var wanted: ArraySlice<Int64>
    private(set) var lines: [LogLine] = []
    private var places: [Int64: Int] = [:]
    private var pieces: [Int64: Int] = [:]
    private var openLines = 0
    private var lastLine: Int64 = 0
    private var gap: Int64 = 0
    private var behind = 0
    /// A line with so many pieces that its middle is not worth reading.
    private(set) var longLine: Int64?

    /// - Parameter numbers: the wanted lines, in order.
    init(attempt: AttemptID, numbers: [Int64], skippedBytes: Int) {
        self.attempt = attempt
        self.skippedBytes = skippedBytes
        wanted = numbers[...]
    }

    /// The next wanted line that has not begun.
    var next: Int64? { wanted.first }
    /// Whether nothing more is needed.
    var isDone: Bool { wanted.isEmpty && (openLines == 0 || behind > Self.recordsBehind) }
    /// Whether the next wanted line is so far away that it should be looked up.
    var isFarFromNext: Bool { next.map { $0 - lastLine > Self.nearness } ?? false }
    /// How many records to read next.
    var recordsToRead: Int { min(2048, max(Self.recordsBehind, wanted.count * 2)) }

    mutating func add(_ block: LogBlock) {
        longLine = nil
        gap += block.gapBefore
        block.bytes.withUnsafeBytes { bytes in
            for record in block.records {
                if wanted.isEmpty { behind += 1 }
                var parts = LineParts(record)
                while let part = parts.next(in: bytes) {
                    // The newline belongs to the piece: a line learns by it that it has ended.
                    let end = part.isEnd ? part.range.upperBound + 1 : part.range.upperBound
                    add(part, Array(bytes[part.range.lowerBound..<end])[...], record)
                }
            }
        }
    }

    private mutating func add(_ part: LineParts.Part, _ bytes: ArraySlice<UInt8>, _ record: LogBlock.Record) {
        if part.isContinuation {
            pieces[part.line, default: 0] += 1
            // Only its beginning is shown; a reader further right has to be reached first.
            if pieces[part.line, default: 0] > Self.piecesToRead + skippedBytes / 4096 { longLine = part.line }
        } else {
            lastLine = part.line
            begin(part.line, record)
        }
        guard let place = places[part.line] else { return }
        lines[place].append(bytes)
        if lines[place].isEnded { openLines -= 1 }
    }

    private mutating func begin(_ line: Int64, _ record: LogBlock.Record) {
        while let next, next < line { wanted.removeFirst() }
        guard next == line else { return }
        wanted.removeFirst()
        places[line] = lines.count
        openLines += 1
        lines.append(
            LogLine(
                place: LogPlace(attempt: attempt, line: line), stream: record.stream, time: record.time,
                gapBefore: gap, skippedBytes: skippedBytes))
        gap = 0
    }
}
