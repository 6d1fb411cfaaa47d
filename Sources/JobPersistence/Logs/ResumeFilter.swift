import JobCore
import JobEngine

/// Drops records that are held already when a log is read again from a moment that was read before.
///
/// Within a stream the engine's order is fixed and the reading includes the whole moment it begins at, so that a record is
/// known by its time and its place among the records of that time (F35: equal times are not equal records). Where an engine
/// gives no times, the reading begins at the start and as many bytes are dropped as are held.
struct ResumeFilter {
    private struct Stream {
        let held: LogCursor.Stream
        var time: EngineTime?
        var count: UInt32 = 0
        var bytes: Int64 = 0
        var hasCaughtUp: Bool
        /// Whether the last held record came again, or none was held.
        var hasSeenLast: Bool
    }

    private var stdout: Stream
    private var stderr: Stream

    /// - Parameters:
    ///   - cursor: what is held.
    ///   - isResuming: whether a reading begins that may bring held records again.
    ///   - since: where it begins; a stream whose last record is older has nothing that would come again.
    init(after cursor: LogCursor, isResuming: Bool, since: EngineTime? = nil) {
        func isOlder(_ held: LogCursor.Stream) -> Bool {
            guard let since, let last = held.time else { return false }
            return last < since
        }
        func stream(_ held: LogCursor.Stream, _ hasRecords: Bool) -> Stream {
            // Without a resumption the count goes on where it stands, so that indices stay unique within a time.
            isResuming
                ? Stream(held: held, hasCaughtUp: !hasRecords, hasSeenLast: !hasRecords || isOlder(held))
                : Stream(
                    held: held, time: held.time, count: held.indexInTime + 1, hasCaughtUp: true, hasSeenLast: true)
        }
        stdout = stream(cursor.stdout, cursor.stdout != LogCursor.Stream())
        stderr = stream(cursor.stderr, cursor.stderr != LogCursor.Stream())
    }

    /// What to do with the next record of the reading.
    enum Decision {
        /// Keep it, but for so many bytes at its start; this is its place among the records of its time.
        case keep(indexInTime: UInt32, from: Int)
        /// It is held.
        case drop
    }

    /// Whether the last held record of each stream came again.
    var hasSeenHeldRecords: Bool { stdout.hasSeenLast && stderr.hasSeenLast }

    mutating func next(_ record: LogBatch.Record) -> Decision {
        record.stream == .stdout ? Self.next(record, &stdout) : Self.next(record, &stderr)
    }

    private static func next(_ record: LogBatch.Record, _ state: inout Stream) -> Decision {
        guard let time = record.time else { return nextWithoutTime(record, &state) }
        if state.time != time {
            state.time = time
            state.count = 0
        }
        let index = state.count
        state.count += 1
        if !state.hasCaughtUp {
            if time == state.held.time, index == state.held.indexInTime { state.hasSeenLast = true }
            if let held = state.held.time, (time, index) <= (held, state.held.indexInTime) { return .drop }
            state.hasCaughtUp = true
        }
        return .keep(indexInTime: index, from: 0)
    }

    private static func nextWithoutTime(_ record: LogBatch.Record, _ state: inout Stream) -> Decision {
        let before = state.bytes
        state.bytes += Int64(record.length)
        if state.bytes >= state.held.bytes { state.hasSeenLast = true }
        guard !state.hasCaughtUp else { return .keep(indexInTime: 0, from: 0) }
        if state.bytes <= state.held.bytes { return .drop }
        state.hasCaughtUp = true
        return .keep(indexInTime: 0, from: Int(max(0, state.held.bytes - before)))
    }
}
