import ConsoleUI
import JobCore
import JobEngine

/// One log that is on the screen: its reader, and what was found out about its lines so far.
///
/// Belongs to the `LogPager`. Two of its methods may be under way at the same time, so that what was found out is only
/// ever added to where it still ends.
final class LogLane {
    let attempt: AttemptID
    private let reader: any LogReader
    private(set) var progress = LogProgress()
    private(set) var firstTime: EngineTime?
    private var streams: [LogStream: LogScan] = [:]
    private var search: LogScan?

    private static let recordsPerRead = 8192
    private static let bytesPerRead = 512 << 10

    init(attempt: AttemptID, reader: any LogReader) {
        self.attempt = attempt
        self.reader = reader
    }

    /// Asks how far the log reaches now.
    func refresh() async throws {
        let progress = try await reader.progress()
        // Shorter than before: it was deleted and begun anew, and what was found out is void.
        if progress.bytes < self.progress.bytes {
            streams = [:]
            search = nil
            firstTime = nil
        }
        self.progress = progress
        if firstTime == nil {
            firstTime = try await reader.block(from: 0, limit: 1, maxBytes: nil)?.records.first?.time
        }
    }

    /// All lines, or those of one stream. The index tells; no bytes are read.
    func lines(of stream: LogStream?) async throws -> LineChoice {
        guard let stream else { return .all(total: progress.lines, gaps: progress.gaps) }
        while true {
            let scan = streams[stream] ?? LogScan(stream: stream, pattern: nil)
            guard let block = try await reader.block(from: scan.next, limit: Self.recordsPerRead, maxBytes: nil) else {
                return .some(scan.lines)
            }
            try Task.checkCancellation()
            guard (streams[stream]?.next ?? 0) == scan.next else { continue }
            streams[stream, default: scan].add(block)
        }
    }

    /// The lines that match, as far as is known, and whether all that is there was searched.
    ///
    /// - Parameter budget: how many bytes may be searched now; what was searched is taken from it.
    func matches(
        _ pattern: LogPattern, in stream: LogStream?, budget: inout Int
    ) async throws -> (lines: LineChoice, isComplete: Bool) {
        if search?.pattern != pattern || search?.stream != stream {
            search = LogScan(stream: stream, pattern: pattern)
        }
        while budget > 0, let scan = search {
            guard
                let block = try await reader.block(
                    from: scan.next, limit: Self.recordsPerRead, maxBytes: Self.bytesPerRead)
            else { return (.some(scan.lines), true) }
            try Task.checkCancellation()
            guard search?.next == scan.next, search?.pattern == pattern, search?.stream == stream else { continue }
            search?.add(block)
            budget -= block.bytes.count + block.records.count
        }
        return (.some(search?.lines ?? LineSet()), false)
    }

    /// The lines with these numbers, which must grow.
    func read(_ numbers: [Int64], skippedBytes: Int) async throws -> [LogLine] {
        var lines = LogLineCollector(attempt: attempt, numbers: numbers, skippedBytes: skippedBytes)
        while let next = lines.next {
            var index = try await reader.recordIndex(ofLine: next)
            repeat {
                let limit = lines.recordsToRead
                guard let block = try await reader.block(from: index, limit: limit, maxBytes: Self.bytesPerRead / 2)
                else { return lines.lines }
                lines.add(block)
                index = block.endIndex
                if let line = lines.longLine {
                    index = max(index, try await reader.recordIndex(ofLine: line + 1) - LogLineCollector.lastPieces)
                }
            } while !lines.isDone && !lines.isFarFromNext
        }
        return lines.lines
    }

    /// Where a pattern first matches in a line, in bytes of its text; `nil` where that is further right than one can go.
    func column(of pattern: LogPattern, in line: Int64) async throws -> Int? {
        var skipped = 0
        while skipped < LogViewState.maxPan, let part = try await read([line], skippedBytes: skipped).first {
            if let column = part.firstMatch(of: pattern) { return column }
            guard part.isCut else { return nil }
            // A match may lie across the edge of two parts.
            skipped += max(1, LogLine.maxBytes - pattern.length)
        }
        return nil
    }

    /// When a line began; `nil` where the engine gives no times.
    func time(of line: Int64) async throws -> EngineTime? {
        let index = try await reader.recordIndex(ofLine: line)
        return try await reader.block(from: index, limit: 1, maxBytes: nil)?.records.first?.time
    }

    /// When lines began, whose numbers must grow. The index tells; no bytes are read.
    func times(of lines: [Int64]) async throws -> [EngineTime?] {
        var times: [EngineTime?] = []
        while times.count < lines.count {
            var index = try await reader.recordIndex(ofLine: lines[times.count])
            repeat {
                guard let block = try await reader.block(from: index, limit: 256, maxBytes: nil) else {
                    return times + Array(repeating: nil, count: lines.count - times.count)
                }
                for record in block.records where times.count < lines.count {
                    let end = record.nextLine + Int64(record.lineCount)
                    while times.count < lines.count, lines[times.count] < end { times.append(record.time) }
                }
                index = block.endIndex
            } while times.count < lines.count && lines[times.count] - lines[max(0, times.count - 1)] < 256
        }
        return times
    }

    /// The first line at or after a moment; the number of lines when there is none.
    func line(since time: EngineTime) async throws -> Int64 {
        let index = try await reader.recordIndex(since: time)
        return try await reader.block(from: index, limit: 1, maxBytes: nil)?.records.first?.nextLine ?? progress.lines
    }
}
