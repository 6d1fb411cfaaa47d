import JobCore
import JobEngine

/// Prints the log of one attempt: exact bytes to a pipe or file, harmless text to a terminal, each stream to its own
/// descriptor (LOG, S12). Keeps its place, so that it can be asked again as the log grows.
actor LogPrinter {
    private let reader: any LogReader
    private let selection: LogSelection
    private let outputs: [LogStream: StreamOutput]
    private var next: Int64?

    /// - Parameters:
    ///   - isRaw: whether a terminal gets the bytes as they are.
    ///   - isMerged: whether both streams go to stdout.
    /// - Throws: `InvalidInput` when the pattern is no regular expression.
    init(reader: any LogReader, selection: LogSelection, isRaw: Bool, isMerged: Bool) throws(InvalidInput) {
        self.reader = reader
        self.selection = selection
        let stderr = isMerged ? OutputWriter.stdout : .stderr
        outputs = [
            .stdout: try StreamOutput(writer: .stdout, selection: selection, isRaw: isRaw),
            .stderr: try StreamOutput(writer: stderr, selection: selection, isRaw: isRaw),
        ]
    }

    /// Prints everything that is stored by now and was not printed yet.
    ///
    /// - Returns: whether anything was there.
    /// - Throws: `OutputClosed`, or a `StoreError`.
    @discardableResult
    func printNew() async throws -> Bool {
        var index = try await start()
        let first = index
        while true {
            let chunks = try await reader.chunks(from: index, limit: 2000, maxBytes: 1 << 20)
            guard let last = chunks.last else { break }
            try await write(chunks)
            index = last.index + 1
            next = index
        }
        return index > first
    }

    /// Writes what waits for the rest of its line; the log has ended.
    func finish() async throws {
        for stream in LogStream.allCases {
            try await outputs[stream]?.finish()
        }
    }

    private func write(_ chunks: [LogChunk]) async throws {
        // Runs of one stream are written at once; the order between the streams stays.
        var run: [UInt8] = []
        var runStream = LogStream.stdout
        for chunk in chunks {
            if chunk.gapBefore > 0 {
                StandardError.say("\(chunk.gapBefore) lines are missing here: the log's limit cut out its middle.")
            }
            guard selection.takes(chunk.stream, at: chunk.time), let output = outputs[chunk.stream] else { continue }
            if chunk.stream != runStream {
                try await outputs[runStream]?.writer.write(run)
                run.removeAll(keepingCapacity: true)
                runStream = chunk.stream
            }
            await run.append(contentsOf: output.take(chunk))
        }
        try await outputs[runStream]?.writer.write(run)
    }

    private func start() async throws -> Int64 {
        if let next { return next }
        var index: Int64 = 0
        if let since = selection.since { index = try await reader.recordIndex(since: since) }
        if let tail = selection.tail { index = max(index, try await firstOfTail(tail, from: index)) }
        next = index
        return index
    }

    /// Where the newest `count` shown lines begin. Without a filter the index knows; with one, the lines are counted.
    private func firstOfTail(_ count: Int, from start: Int64) async throws -> Int64 {
        guard selection.stream != nil || selection.looksAtLines || selection.until != nil else {
            let lines = try await reader.progress().lines
            return try await reader.recordIndex(ofLine: max(0, lines - Int64(count)))
        }
        let pattern = try selection.pattern.map { (text) throws(InvalidInput) in try LinePattern(text) }
        var starts: [Int64] = []
        var index = start
        while true {
            let chunks = try await reader.chunks(from: index, limit: 2000, maxBytes: 1 << 20)
            guard let last = chunks.last else { break }
            for chunk in chunks where selection.takes(chunk.stream, at: chunk.time) && !chunk.isContinuation {
                guard pattern?.matches(chunk.bytes) ?? true else { continue }
                starts.append(chunk.index)
            }
            if starts.count > 2 * count + 1000 { starts.removeFirst(starts.count - count) }
            index = last.index + 1
        }
        return count == 0 ? index : starts.suffix(count).first ?? index
    }
}
