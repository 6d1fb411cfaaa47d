import Glibc
import JobEngine

/// The pieces of lines in one record, one after the other.
struct LineParts {
    /// A line, or the part of one that lies in the record.
    struct Part {
        /// The line's number.
        let line: Int64
        /// Its bytes without newline.
        let range: Range<Int>
        /// Whether a newline follows.
        let isEnd: Bool
        /// Whether the line began in an earlier record.
        let isContinuation: Bool
    }

    private var position: Int
    private let end: Int
    private var line: Int64
    private var nextLine: Int64
    private var isContinuation: Bool

    init(_ record: LogBlock.Record) {
        position = record.offset
        end = record.offset + record.length
        line = record.firstLine
        nextLine = record.isContinuation ? record.nextLine : record.nextLine + 1
        isContinuation = record.isContinuation
    }

    /// The next piece; `bytes` are those of the record's block.
    mutating func next(in bytes: UnsafeRawBufferPointer) -> Part? {
        guard position < end, let start = bytes.baseAddress else { return nil }
        let newline = memchr(start + position, 0x0A, end - position).map { UnsafeRawPointer($0) - start }
        let part = Part(
            line: line, range: position..<(newline ?? end), isEnd: newline != nil, isContinuation: isContinuation)
        position = newline.map { $0 + 1 } ?? end
        line = nextLine
        nextLine += 1
        isContinuation = false
        return part
    }
}
