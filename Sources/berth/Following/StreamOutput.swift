import JobCore
import JobEngine

/// One stream of a log on its way to a descriptor: filters lines, adds times, makes text harmless for a terminal.
actor StreamOutput {
    nonisolated let writer: OutputWriter
    private let selection: LogSelection
    private let pattern: LinePattern?
    private let isSafe: Bool
    /// Bytes of a line or character whose rest has not come yet.
    private var held: [UInt8] = []
    private var heldTime: EngineTime?

    /// A line is not held back beyond this, whatever follows.
    private static let longestLine = 1 << 20

    init(writer: OutputWriter, selection: LogSelection, isRaw: Bool) throws(InvalidInput) {
        self.writer = writer
        self.selection = selection
        pattern = try selection.pattern.map { (text) throws(InvalidInput) in try LinePattern(text) }
        isSafe = writer.isTerminal && !isRaw
    }

    /// What is to be written for a record now.
    func take(_ chunk: LogChunk) -> [UInt8] {
        selection.looksAtLines ? takeLine(chunk) : takePart(chunk)
    }

    /// What is still held, written out.
    func finish() async throws {
        var rest = held
        held = []
        if selection.looksAtLines { rest = matched(rest, at: heldTime) }
        try await writer.write(isSafe ? TerminalSafe.bytes(rest[...], for: .log) : rest)
    }

    private func takePart(_ chunk: LogChunk) -> [UInt8] {
        let prefix = chunk.isContinuation ? [] : timestamp(chunk.time)
        guard isSafe else { return prefix + chunk.bytes }
        var bytes = held + chunk.bytes
        held = Array(bytes.suffix(TerminalSafe.incompleteSuffix(of: bytes)))
        bytes.removeLast(held.count)
        return prefix + TerminalSafe.bytes(bytes[...], for: .log)
    }

    private func takeLine(_ chunk: LogChunk) -> [UInt8] {
        if !chunk.isContinuation { heldTime = chunk.time }
        held += chunk.bytes
        guard held.last == 0x0A || held.count >= Self.longestLine else { return [] }
        let line = matched(held, at: heldTime)
        held.removeAll(keepingCapacity: true)
        return isSafe ? TerminalSafe.bytes(line[...], for: .log) : line
    }

    private func matched(_ line: [UInt8], at time: EngineTime?) -> [UInt8] {
        guard !line.isEmpty, pattern?.matches(line) ?? true else { return [] }
        return timestamp(time) + line
    }

    private func timestamp(_ time: EngineTime?) -> [UInt8] {
        guard selection.hasTimestamps, let time else { return [] }
        return Array("\(time) ".utf8)
    }
}
