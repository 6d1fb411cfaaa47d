import ConsoleUI
import JobCore
import JobEngine

/// A log as text that is harmless on a terminal and keeps its colours: for a pager, which hands colours through.
struct ColoredLogText {
    private var isColored: [Bool] = [false, false]
    private var held: [[UInt8]] = [[], []]

    /// The lines of a block; a line that is still open goes on in the next one.
    mutating func bytes(of block: LogBlock) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(block.bytes.count + 1024)
        block.bytes.withUnsafeBytes { bytes in
            for record in block.records {
                let stream = record.stream == .stdout ? 0 : 1
                var parts = LineParts(record)
                while let part = parts.next(in: bytes) {
                    add(bytes[part.range], isEnd: part.isEnd, stream, to: &output)
                }
            }
        }
        return output
    }

    /// What was held back of lines that have no end.
    mutating func rest() -> [UInt8] {
        defer { held = [[], []] }
        return held.flatMap { TerminalSafe.bytes($0[...], for: .log) }
    }

    /// One whole line, without its end.
    static func line(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        if append(bytes, to: &output) { output += reset }
        return output
    }

    private static let reset = Array("\u{1B}[0m".utf8)

    /// Adds text with its colours; answers whether there were any.
    private static func append(_ text: [UInt8], to output: inout [UInt8]) -> Bool {
        var isColored = false
        for run in LogShownText.runs(of: text) {
            switch run {
            case .text(let bytes): output += TerminalSafe.bytes(bytes, for: .log)
            case .colors(let sequence):
                output += sequence
                isColored = true
            }
        }
        return isColored
    }

    private mutating func add(
        _ bytes: Slice<UnsafeRawBufferPointer>, isEnd: Bool, _ stream: Int, to output: inout [UInt8]
    ) {
        var text = held[stream] + bytes
        held[stream] = []
        if isEnd {
            while text.last == 0x0D { text.removeLast() }
        } else {
            let count = max(
                TerminalSafe.incompleteSuffix(of: text), text.withUnsafeBytes { LogShownText.undecidedSuffix(of: $0) })
            held[stream] = Array(text.suffix(count))
            text.removeLast(count)
        }
        if Self.append(text, to: &output) { isColored[stream] = true }
        guard isEnd else { return }
        // A colour ends with its line, as it does in the console.
        if isColored[stream] { output += Self.reset }
        isColored[stream] = false
        output.append(0x0A)
    }
}
