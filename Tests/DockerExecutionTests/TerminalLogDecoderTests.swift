import JobCore
import JobEngine
import Testing

@testable import DockerExecution

struct TerminalLogDecoderTests {
    private let stamp = "2026-11-20T22:10:36.084066144Z "

    private func decode(_ text: String, part: Int = 16_384, piece: Int) throws -> [String] {
        var decoder = TerminalLogDecoder(partLength: part)
        var log = LogBatch()
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            try Array(rest.prefix(piece)).withUnsafeBytes { try decoder.decode($0, into: &log) }
            rest = rest.dropFirst(piece)
        }
        try decoder.finish(into: &log)
        return CollectedLog(log).lines.map(\.text)
    }

    @Test("DOCK-10 a terminal's log is told by its newlines, in any pieces", arguments: [1, 2, 17, 1_000])
    func lines(piece: Int) throws {
        let text = stamp + "out\r\n" + stamp + "\r\n" + stamp + "last"
        #expect(try decode(text, piece: piece) == ["out\r\n", "\r\n", "last"])
    }

    @Test("DOCK-10 a terminal's text that looks like a time stays text; only the engine's cut has one within a line")
    func partsOfLines() throws {
        let long = String(repeating: "x", count: 100)
        let text = stamp + long + stamp + "rest\n" + stamp + "a " + stamp + "b\n"
        #expect(try decode(text, part: 100, piece: 13) == [long, "rest\n", "a " + stamp + "b\n"])
    }

    @Test("F59 a terminal's log without times is an error, not a guess")
    func noTime() {
        #expect(throws: LogFrameError.noTimestamp) {
            try decode(stamp + "a\nno time here, and it is long enough\n", piece: 9)
        }
    }
}
