import Glibc
import JobCore
import JobEngine

/// Finds where a log ends after any crash, and cuts off what is torn (I11, LOG-02).
///
/// Segments but the last were durable before the next was begun; in the last, every record is checked against its checksum,
/// and the log ends before the first that fails.
struct LogRecovery {
    struct Result: Sendable {
        var segment: LogSegment
        var kept: [LogTail.Kept]
        var cursor: LogCursor
        var size: Int64
        var count: Int64
    }

    let directory: OpenFile
    let crc: CRC32
    /// Records that are checked at a time, which bounds memory.
    private static let window = 1024

    func recover() throws(StoreError) -> Result {
        var numbers = try LogSegment.numbers(in: directory)
        while let last = numbers.popLast() {
            guard let segment = try LogSegment.open(last, in: directory, isWriting: true, crc) else {
                // The crash came while the segment was being made: nothing of it was acknowledged.
                LogSegment.remove(last, in: directory)
                continue
            }
            var kept: [LogTail.Kept] = []
            for number in numbers {
                if let segment = try describe(number) { kept.append(segment) }
            }
            return try repair(segment, kept)
        }
        let segment = try LogSegment.create(0, after: LogCursor(), in: directory, crc)
        return Result(segment: segment, kept: [], cursor: LogCursor(), size: 0, count: 0)
    }

    private func describe(_ number: Int) throws(StoreError) -> LogTail.Kept? {
        guard let segment = try LogSegment.open(number, in: directory, isWriting: false, crc) else { return nil }
        var end = segment.header.cursor
        let count = try segment.recordCount()
        if count > 0, let last = try segment.record(count - 1) {
            end.records += count
            end.lines = last.linesAfter
            end.bytes += last.end
        }
        return LogTail.Kept(number: number, begin: segment.header.cursor, end: end)
    }

    private func repair(_ segment: LogSegment, _ kept: [LogTail.Kept]) throws(StoreError) -> Result {
        var result = Result(segment: segment, kept: kept, cursor: segment.header.cursor, size: 0, count: 0)
        let stored = try segment.recordCount()
        while result.count < stored, try replayWindow(&result) {}
        try segment.index.truncate(to: LogSegment.indexOffset(result.count))
        try segment.log.truncate(to: result.size)
        return result
    }

    /// Checks a window of records and moves behind those that are whole.
    ///
    /// - Returns: whether all were.
    private func replayWindow(_ result: inout Result) throws(StoreError) -> Bool {
        let segment = result.segment
        let index = try segment.index.read(
            Self.window * LogIndexRecord.size, at: LogSegment.indexOffset(result.count))
        let count = index.count / LogIndexRecord.size
        for place in 0..<count {
            let position = place * LogIndexRecord.size
            let entry = index.withUnsafeBytes { LogIndexRecord($0, at: position) }
            guard let entry, Int64(entry.offset) == result.size, entry.linesBefore == result.cursor.lines else {
                return false
            }
            let payload = try segment.log.read(Int(entry.length), at: Int64(entry.offset))
            guard payload.count == Int(entry.length), isWhole(index, position, payload) else { return false }
            result.cursor.replay(entry, endsLine: payload.last == 0x0A)
            result.size += Int64(entry.length)
            result.count += 1
        }
        return count > 0
    }

    private func isWhole(_ index: [UInt8], _ position: Int, _ payload: [UInt8]) -> Bool {
        index.withUnsafeBytes { index in
            let head = UnsafeRawBufferPointer(rebasing: index[position..<position + LogIndexRecord.checkedSize])
            let expected = index.loadUnaligned(
                fromByteOffset: position + LogIndexRecord.checkedSize, as: UInt32.self)
            return payload.withUnsafeBytes { crc.checksum($0, after: crc.checksum(head)) }
                == UInt32(littleEndian: expected)
        }
    }
}
