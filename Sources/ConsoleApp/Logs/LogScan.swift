import ConsoleUI
import Glibc
import JobCore
import JobEngine

/// Goes once through a log, block by block, and notes which lines are wanted: those of one stream, those that match a
/// text, or both. A value: it stops anywhere, and goes on when the log has grown.
struct LogScan {
    let stream: LogStream?
    let pattern: LogPattern?
    /// The record to go on with.
    private(set) var next: Int64 = 0
    /// The lines that are wanted.
    private(set) var lines = LineSet()
    private var openLines: [OpenLine] = [OpenLine(), OpenLine()]
    private var folded: [UInt8] = []

    init(stream: LogStream?, pattern: LogPattern?) {
        self.stream = stream
        self.pattern = pattern
    }

    /// Whether bytes are looked at, not only the index.
    var readsBytes: Bool { pattern != nil }

    /// Takes the block that begins with the record `next`.
    mutating func add(_ block: LogBlock) {
        next = block.endIndex
        guard let pattern else {
            for record in block.records where isWanted(record) {
                lines.insert(record.nextLine..<record.nextLine + Int64(record.lineCount))
            }
            return
        }
        block.bytes.withUnsafeBytes { bytes in
            if Self.isPlain(block.records, bytes) {
                addPlain(block.records, bytes, pattern)
            } else {
                addAny(block.records, bytes, pattern)
            }
        }
    }

    private func isWanted(_ record: LogBlock.Record) -> Bool { stream == nil || record.stream == stream }

    /// Whether each record is one or more whole lines and all bytes are text: then the block can be searched at once.
    private static func isPlain(_ records: [LogBlock.Record], _ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let start = bytes.baseAddress, memchr(start, 0x1B, bytes.count) == nil,
            memchr(start, 0x0D, bytes.count) == nil
        else { return false }
        return records.allSatisfy {
            !$0.isContinuation && $0.length > 0 && bytes[$0.offset + $0.length - 1] == 0x0A
        }
    }

    private mutating func addPlain(
        _ records: [LogBlock.Record], _ bytes: UnsafeRawBufferPointer, _ pattern: LogPattern
    ) {
        guard !pattern.isCaseSensitive else { return findPlain(records, bytes, pattern) }
        var folded = folded
        self.folded = []
        folded.removeAll(keepingCapacity: true)
        folded.append(contentsOf: bytes)
        folded.withUnsafeMutableBytes { buffer in
            pattern.fold(buffer)
            findPlain(records, UnsafeRawBufferPointer(buffer), pattern)
        }
        self.folded = folded
    }

    private mutating func findPlain(
        _ records: [LogBlock.Record], _ bytes: UnsafeRawBufferPointer, _ pattern: LogPattern
    ) {
        var place = 0
        var position = 0
        while position < bytes.count,
            let found = pattern.firstMatch(in: UnsafeRawBufferPointer(rebasing: bytes[position...]))
        {
            let hit = position + found
            while records[place].offset + records[place].length <= hit { place += 1 }
            let record = records[place]
            if isWanted(record) {
                let before = record.lineCount > 1 ? Self.newlines(bytes[record.offset..<hit]) : 0
                lines.insert(record.firstLine + Int64(before))
            }
            // A line is wanted or not: on to the next one. A match cannot cross its end, no text has a newline.
            guard let base = bytes.baseAddress, let end = memchr(base + hit, 0x0A, bytes.count - hit) else { return }
            position = UnsafeRawPointer(end) - base + 1
        }
    }

    private static func newlines(_ bytes: Slice<UnsafeRawBufferPointer>) -> Int {
        bytes.reduce(0) { $1 == 0x0A ? $0 + 1 : $0 }
    }

    /// Line by line, for long lines in pieces, colours, progress bars, ends without newline.
    private mutating func addAny(
        _ records: [LogBlock.Record], _ bytes: UnsafeRawBufferPointer, _ pattern: LogPattern
    ) {
        for record in records where isWanted(record) {
            let state = record.stream == .stdout ? 0 : 1
            var parts = LineParts(record)
            while let part = parts.next(in: bytes) {
                if !part.isContinuation { openLines[state].begin(part.line) }
                // What goes on with a line whose beginning was cut out belongs to no line that can be shown.
                guard openLines[state].line == part.line else { continue }
                openLines[state].add(
                    UnsafeRawBufferPointer(rebasing: bytes[part.range]), isEnd: part.isEnd, pattern, &lines)
            }
        }
    }
}
