import Glibc
import JobCore
import JobEngine

/// The reading end of one attempt's log; may be used while another process writes it. Calls block.
struct LogView: Sendable {
    private let path: String
    private let crc: CRC32
    private var directory: OpenFile?
    private var segments: [LogSegment] = []

    init(path: String, crc: CRC32) {
        self.path = path
        self.crc = crc
    }

    /// Opens segments that are new and lets go of those that a limit has removed.
    private mutating func refresh() throws(StoreError) {
        if directory == nil { directory = try OpenFile.directory(path) }
        guard let directory else { return }
        let numbers = try LogSegment.numbers(in: directory)
        guard numbers != segments.map(\.number) else { return }
        var opened: [LogSegment] = []
        for number in numbers {
            if let known = segments.first(where: { $0.number == number }) {
                opened.append(known)
            } else if let segment = try LogSegment.open(number, in: directory, isWriting: false, crc) {
                opened.append(segment)
            }
        }
        segments = opened
    }

    mutating func progress() throws(StoreError) -> LogProgress {
        try refresh()
        var progress = LogProgress()
        for segment in segments {
            let begin = segment.header.cursor
            progress.missingBytes += begin.bytes - progress.bytes
            progress.missingLines += begin.lines - progress.lines
            if begin.lines > progress.lines { progress.gaps.append(progress.lines..<begin.lines) }
            let end = try end(of: segment)
            progress.bytes = end.bytes
            progress.lines = end.lines
        }
        return progress
    }

    mutating func chunks(from index: Int64, limit: Int, maxBytes: Int) throws(StoreError) -> [LogChunk] {
        try refresh()
        var chunks: [LogChunk] = []
        var room = maxBytes
        for place in segments.indices where chunks.count < limit {
            let begin = segments[place].header.cursor.records
            let count = try segments[place].recordCount()
            let first = max(index - begin, 0)
            guard first < count else { continue }
            let wanted = min(count - first, Int64(limit - chunks.count))
            let entries = try entries(segments[place], first, Int(wanted), &room, isFirst: chunks.isEmpty)
            let gap = first == 0 ? try gap(before: place) : 0
            chunks += try read(entries, segments[place], at: begin + first, gapBefore: gap)
            if Int64(entries.count) < wanted { break }
        }
        return chunks
    }

    /// The first run of records at or behind `index` that lies in one segment.
    mutating func block(from index: Int64, limit: Int, maxBytes: Int?) throws(StoreError) -> LogBlock? {
        try refresh()
        for place in segments.indices {
            let segment = segments[place]
            let begin = segment.header.cursor.records
            let first = max(index - begin, 0)
            let count = try segment.recordCount()
            guard first < count else { continue }
            var room = maxBytes ?? .max
            let entries = try entries(
                segment, first, Int(min(count - first, Int64(limit))), &room, isFirst: true)
            guard let head = entries.first, let last = entries.last else { return nil }
            let size = Int(last.end) - Int(head.offset)
            let bytes = maxBytes == nil ? [] : try segment.log.read(size, at: Int64(head.offset))
            guard maxBytes == nil || bytes.count == size else { return nil }
            return LogBlock(
                firstIndex: begin + first, records: entries.map { $0.record(from: head.offset) }, bytes: bytes,
                gapBefore: first == 0 ? try gap(before: place) : 0)
        }
        return nil
    }

    /// The index of the first record for which `isReached` holds, which must hold for all after it; the number of records
    /// when there is none.
    mutating func first(where isReached: (LogIndexRecord) -> Bool) throws(StoreError) -> Int64 {
        try refresh()
        var end: Int64 = 0
        for segment in segments {
            let count = try segment.recordCount()
            end = segment.header.cursor.records + count
            guard count > 0, let last = try segment.record(count - 1), isReached(last) else { continue }
            var (low, high) = (Int64(0), count - 1)
            while low < high {
                let middle = (low + high) / 2
                if let entry = try segment.record(middle), isReached(entry) { high = middle } else { low = middle + 1 }
            }
            return segment.header.cursor.records + low
        }
        return end
    }

    /// Records that can be handed out: whole, their bytes in the log, and not more bytes than there is room for.
    private func entries(
        _ segment: LogSegment, _ first: Int64, _ count: Int, _ room: inout Int, isFirst: Bool
    ) throws(StoreError) -> [LogIndexRecord] {
        let bytes = try segment.index.read(count * LogIndexRecord.size, at: LogSegment.indexOffset(first))
        let size = try segment.log.size()
        var entries: [LogIndexRecord] = []
        bytes.withUnsafeBytes { buffer in
            for place in 0..<buffer.count / LogIndexRecord.size {
                guard let entry = LogIndexRecord(buffer, at: place * LogIndexRecord.size), entry.end <= size,
                    entry.offset == entries.last.map({ UInt32(clamping: $0.end) }) ?? entry.offset
                else { return }
                guard Int(entry.length) <= room || (isFirst && entries.isEmpty) else { return }
                room -= Int(entry.length)
                entries.append(entry)
            }
        }
        return entries
    }

    /// One read for all, since records lie one behind the other.
    private func read(
        _ entries: [LogIndexRecord], _ segment: LogSegment, at index: Int64, gapBefore: Int64
    ) throws(StoreError) -> [LogChunk] {
        guard let first = entries.first, let last = entries.last else { return [] }
        let bytes = try segment.log.read(Int(last.end) - Int(first.offset), at: Int64(first.offset))
        guard bytes.count == Int(last.end) - Int(first.offset) else { return [] }
        return entries.enumerated().map { place, entry in
            let start = Int(entry.offset - first.offset)
            return LogChunk(
                index: index + Int64(place), stream: entry.stream, time: entry.time, line: entry.line,
                isContinuation: entry.isContinuation, gapBefore: place == 0 ? gapBefore : 0,
                bytes: Array(bytes[start..<start + Int(entry.length)]))
        }
    }

    /// Lines that are missing before a segment; at least 1 when anything is.
    private func gap(before place: Int) throws(StoreError) -> Int64 {
        let begin = segments[place].header.cursor
        let end = place == 0 ? LogCursor() : try end(of: segments[place - 1])
        return begin.bytes > end.bytes ? max(1, begin.lines - end.lines) : 0
    }

    private func end(of segment: LogSegment) throws(StoreError) -> LogCursor {
        var end = segment.header.cursor
        let count = try segment.recordCount()
        if count > 0, let last = try segment.record(count - 1) {
            end.records += count
            end.lines = last.linesAfter
            end.bytes += last.end
        }
        return end
    }
}
