import ConsoleUI
import JobCore
import JobEngine

/// Reads screens of lines out of logs of any length.
///
/// Keeps the reader of the attempt that was read last. What it reads is bounded by the screen: never the whole log, and
/// of a very long line only its beginning and its end (where the last state of a progress bar is).
actor LogPager {
    private let makeReader: @Sendable (AttemptID) async throws -> any LogReader
    private var open: (attempt: AttemptID, reader: any LogReader)?

    private static let bytesPerRead = 256 << 10
    /// Records that are read of the end of a long line.
    private static let lastPieces: Int64 = 4

    init(makeReader: @escaping @Sendable (AttemptID) async throws -> any LogReader) {
        self.makeReader = makeReader
    }

    func window(_ request: LogRequest) async throws -> LogWindow {
        let reader = try await reader(for: request.attempt)
        let progress = try await reader.progress()
        let first = request.firstLine ?? max(0, progress.lines - Int64(request.count))
        return LogWindow(
            lines: try await lines(from: first, count: request.count, reader),
            totalLines: progress.lines, missingLines: progress.missingLines)
    }

    private func reader(for attempt: AttemptID) async throws -> any LogReader {
        if let open, open.attempt == attempt { return open.reader }
        let reader = try await makeReader(attempt)
        open = (attempt, reader)
        return reader
    }

    private func lines(from first: Int64, count: Int, _ reader: any LogReader) async throws -> [LogLine] {
        var lines = LogLineCollector(first: first, limit: count)
        var index = try await reader.recordIndex(ofLine: first)
        while !lines.isFull {
            let chunks = try await reader.chunks(from: index, limit: count * 2, maxBytes: Self.bytesPerRead)
            guard let last = chunks.last else { break }
            for chunk in chunks { lines.add(chunk) }
            index = last.index + 1
            if lines.isLong(last.line) {
                index = max(index, try await reader.recordIndex(ofLine: last.line + 1) - Self.lastPieces)
            }
        }
        return lines.lines
    }
}
