import JobCore
import JobEngine

/// How far a log reaches, with what is needed to go on behind: counts over the whole log, cut parts included.
struct LogCursor: Equatable {
    /// The last record of one stream.
    struct Stream: Equatable {
        /// Bytes of this stream.
        var bytes: Int64 = 0
        /// The time of its last record; `nil` before the first and where the engine gives no times.
        var time: EngineTime?
        /// The place of its last record among those of that time.
        var indexInTime: UInt32 = 0
        /// The line that its last record left without newline.
        var openLine: Int64?
    }

    var records: Int64 = 0
    var lines: Int64 = 0
    var bytes: Int64 = 0
    var stdout = Stream()
    var stderr = Stream()

    subscript(stream: LogStream) -> Stream {
        get { stream == .stdout ? stdout : stderr }
        set {
            if stream == .stdout { stdout = newValue } else { stderr = newValue }
        }
    }

    /// Describes the next record and moves behind it.
    ///
    /// - Parameters:
    ///   - newlines: how many it holds.
    ///   - endsLine: whether its last byte is one.
    mutating func add(
        _ record: LogBatch.Record, indexInTime: UInt32, newlines: Int, endsLine: Bool, offset: UInt32
    ) -> LogIndexRecord {
        var state = self[record.stream]
        let openLine = state.openLine
        let ended = endsLine ? newlines - 1 : newlines
        let begun = record.length == 0 ? 0 : ended + (openLine == nil ? 1 : 0)
        let entry = LogIndexRecord(
            offset: offset, length: UInt32(record.length), linesBefore: lines, lineCount: UInt32(begun),
            linesBack: openLine.map { UInt32(clamping: lines - $0) } ?? 0, time: record.time, indexInTime: indexInTime,
            stream: record.stream, isContinuation: openLine != nil)
        state.bytes += Int64(record.length)
        state.time = record.time
        state.indexInTime = indexInTime
        if record.length > 0 { state.openLine = endsLine ? nil : begun > 0 ? lines + Int64(begun) - 1 : openLine }
        self[record.stream] = state
        records += 1
        lines += Int64(begun)
        bytes += Int64(record.length)
        return entry
    }

    /// Moves behind a record that is stored already.
    ///
    /// - Parameter endsLine: whether its last byte is a newline.
    mutating func replay(_ entry: LogIndexRecord, endsLine: Bool) {
        var state = self[entry.stream]
        state.bytes += Int64(entry.length)
        state.time = entry.time
        state.indexInTime = entry.indexInTime
        if entry.length > 0 {
            let last = entry.lineCount > 0 ? entry.linesAfter - 1 : entry.line
            state.openLine = endsLine ? nil : last
        }
        self[entry.stream] = state
        records += 1
        lines = entry.linesAfter
        bytes += Int64(entry.length)
    }
}
