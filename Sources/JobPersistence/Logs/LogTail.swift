import Glibc
import JobCore
import JobEngine

/// The writing end of one attempt's log. Calls block; `FileLogWriter` keeps them off the cooperative pool.
///
/// Bytes are written before the index records that name them, so that readers in any process see whole records only.
struct LogTail: Sendable {
    /// A segment that is on disk: where it begins in the log and how far it reaches.
    struct Kept: Equatable {
        let number: Int
        let begin: LogCursor
        var end: LogCursor
    }

    /// What an unsuccessful append must restore.
    private struct State {
        var segment: LogSegment
        var cursor: LogCursor
        /// Bytes and records in `segment`.
        var size: Int64
        var count: Int64
        var filter: ResumeFilter
    }

    let directory: OpenFile
    let limits: LogLimits
    let crc: CRC32
    private var state: State
    /// Older segments.
    private(set) var kept: [Kept]
    private var missing = (lines: Int64(0), bytes: Int64(0))
    private var isDirty = false
    /// Whether the directory has entries that are not durable yet.
    private var hasNewFiles = true

    /// Goes on behind what is there.
    init(_ recovered: LogRecovery.Result, directory: OpenFile, limits: LogLimits, crc: CRC32) {
        self.directory = directory
        self.limits = limits
        self.crc = crc
        kept = recovered.kept
        state = State(
            segment: recovered.segment, cursor: recovered.cursor, size: recovered.size, count: recovered.count,
            filter: ResumeFilter(after: recovered.cursor, isResuming: false))
        var reached = LogCursor()
        for segment in kept {
            noteMissing(from: reached, to: segment.begin)
            reached = segment.end
        }
        noteMissing(from: reached, to: state.segment.header.cursor)
    }

    private mutating func noteMissing(from end: LogCursor, to begin: LogCursor) {
        missing.lines += begin.lines - end.lines
        missing.bytes += begin.bytes - end.bytes
    }

    var progress: LogProgress {
        LogProgress(
            bytes: state.cursor.bytes, lines: state.cursor.lines, missingLines: missing.lines,
            missingBytes: missing.bytes)
    }

    /// From where to read on; `nil` for the start, also while a stream has bytes without time.
    var resumeTime: EngineTime? {
        let streams = [state.cursor.stdout, state.cursor.stderr]
        guard !streams.contains(where: { $0.bytes > 0 && $0.time == nil }),
            let last = streams.compactMap(\.time).max()
        else { return nil }
        return EngineTime(seconds: last.seconds - Self.overlap, nanoseconds: last.nanoseconds)
    }

    /// How many seconds before the last record a reading begins again: two streams are stamped apart from each other, so that
    /// a record of one may come a little later than a younger one of the other.
    private static let overlap: Int64 = 1

    /// Whether the last record that was held of each stream when reading began has come again.
    var hasSeenHeldRecords: Bool { state.filter.hasSeenHeldRecords }

    mutating func beginReading() {
        state.filter = ResumeFilter(after: state.cursor, isResuming: true, since: resumeTime)
    }

    /// Whether the newest part of the engine's log, of which all may be there, reaches back to what is held.
    func isReached(by end: LogBatch, isWhole: Bool) -> Bool {
        guard resumeTime != nil else { return false }
        var isReached = false
        for stream in [LogStream.stdout, .stderr] {
            let times = end.records.lazy.filter { $0.stream == stream }.map(\.time)
            guard let held = state.cursor[stream].time, let first = times.first else { continue }
            // Records of one moment are told apart by their count, and some of the first moment may have been cut off.
            guard isWhole || first != held else { return false }
            let count = times.count { $0 == held }
            if count > Int(state.cursor[stream].indexInTime) { isReached = true }
        }
        return isReached
    }

    /// Appends what is not held yet. After an error the log stands as before the call.
    mutating func append(_ batch: LogBatch) throws(StoreError) {
        let total = batch.records.reduce(0) { $0 + $1.length }
        guard total == batch.bytes.count, batch.records.allSatisfy({ $0.length >= 0 }) else {
            throw StoreError(
                .unknown,
                "A batch of log records names \(total) bytes but holds \(batch.bytes.count); it was not stored.")
        }
        let before = state
        let keptBefore = kept
        do throws(StoreError) {
            try batch.bytes.span.bytes.withUnsafeBytes { (bytes) throws(StoreError) in
                try append(batch.records, bytes)
            }
        } catch {
            restore(before, keptBefore)
            throw error
        }
        cutMiddle()
    }

    /// Makes everything durable: bytes before index.
    mutating func sync() throws(StoreError) {
        guard isDirty else { return }
        try state.segment.log.sync()
        try state.segment.index.sync()
        if hasNewFiles { try directory.sync() }
        isDirty = false
        hasNewFiles = false
    }

    private mutating func append(
        _ records: [LogBatch.Record], _ bytes: UnsafeRawBufferPointer
    ) throws(StoreError) {
        var run = LogRun(capacity: records.count)
        var position = 0
        for record in records {
            defer { position += record.length }
            guard case .keep(let indexInTime, let skipped) = state.filter.next(record) else { continue }
            let range = position + skipped..<position + record.length
            if state.size + run.byteCount + Int64(range.count) > limits.segment.rawValue,
                state.size + run.byteCount > 0
            {
                try flush(&run, bytes)
                try rotate()
            }
            let payload = UnsafeRawBufferPointer(rebasing: bytes[range])
            let entry = state.cursor.add(
                LogBatch.Record(length: range.count, stream: record.stream, time: record.time),
                indexInTime: indexInTime, newlines: Newlines.count(payload), endsLine: payload.last == 0x0A,
                offset: UInt32(clamping: state.size + run.byteCount))
            run.add(entry, payload, range, crc)
        }
        try flush(&run, bytes)
    }

    private mutating func flush(_ run: inout LogRun, _ bytes: UnsafeRawBufferPointer) throws(StoreError) {
        guard run.recordCount > 0 else { return }
        isDirty = true
        var offset = state.size
        for range in run.ranges {
            try state.segment.log.write(UnsafeRawBufferPointer(rebasing: bytes[range]), at: offset)
            offset += Int64(range.count)
        }
        let target = LogSegment.indexOffset(state.count)
        try run.index.span.bytes.withUnsafeBytes { (index) throws(StoreError) in
            let written = UnsafeRawBufferPointer(rebasing: index[..<(run.recordCount * LogIndexRecord.size)])
            try state.segment.index.write(written, at: target)
        }
        state.size = offset
        state.count += Int64(run.recordCount)
        run.reset()
    }

    /// Begins a new segment; the old one is made durable first, so that a recovery has to look at the last one only.
    private mutating func rotate() throws(StoreError) {
        try sync()
        kept.append(Kept(number: state.segment.number, begin: state.segment.header.cursor, end: state.cursor))
        state.segment = try LogSegment.create(state.segment.number + 1, after: state.cursor, in: directory, crc)
        state.size = 0
        state.count = 0
        isDirty = true
        hasNewFiles = true
    }

    /// Takes back a half-written append. What cannot be cut off now lies behind the index and is overwritten by the next.
    private mutating func restore(_ before: State, _ keptBefore: [Kept]) {
        var number = state.segment.number
        while number > before.segment.number {
            LogSegment.remove(number, in: directory)
            number -= 1
        }
        // The attempt to make the segment itself may have failed.
        LogSegment.remove(state.segment.number + 1, in: directory)
        state = before
        kept = keptBefore
        try? state.segment.index.truncate(to: LogSegment.indexOffset(state.count))
        try? state.segment.log.truncate(to: state.size)
    }

    /// Drops the oldest segments behind the head while the newest part stays as long as the limit says (LOG-05).
    private mutating func cutMiddle() {
        while let index = kept.firstIndex(where: { $0.begin.bytes >= limits.head.rawValue }) {
            let oldest = kept[index]
            guard state.cursor.bytes - oldest.end.bytes >= limits.tail.rawValue else { return }
            LogSegment.remove(oldest.number, in: directory)
            kept.remove(at: index)
            noteMissing(from: oldest.begin, to: oldest.end)
        }
    }
}
