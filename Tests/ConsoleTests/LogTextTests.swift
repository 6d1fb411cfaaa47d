import JobCore
import Testing

@testable import ConsoleUI

@Suite("Log lines on the screen")
struct LogTextTests {
    private func text(_ line: String, from first: Int = 0, columns: Int = 80) -> LogText {
        var text = LogText(style: .plain, firstColumn: first, columns: columns)
        text.append(Array(line.utf8)[...])
        return text
    }

    private func shown(_ line: String, from first: Int = 0, columns: Int = 80) -> String {
        text(line, from: first, columns: columns).rows[0].map(\.text).joined()
    }

    @Test("colours of a job become styles, blink and conceal do not, the rest is made visible")
    func colors() {
        let text = text("a\u{1B}[1;31mb\u{1B}[0;5;8mc\u{1B}[38;5;200md\u{1B}[38;2;255;0;0me\u{1B}[2Kf")
        #expect(text.rows[0].map(\.text) == ["a", "b", "c", "d", "e", "^[[2Kf"])
        #expect(text.rows[0][1].style == Style(.palette(1), .bold))
        #expect(text.rows[0][2].style == .plain)
        #expect(text.rows[0][3].style == Style(.palette(200)))
        #expect(text.rows[0][4].style == Style(.palette(196)))
    }

    @Test(
        "broken colour sequences are shown, not obeyed",
        arguments: [
            ("\u{1B}[", "^[["), ("\u{1B}[31", "^[[31"), ("\u{1B}[?25l", "^[[?25l"), ("\u{1B}", "^["),
            ("\u{1B}\u{1B}[m", "^["),
            ("\u{1B}[99999999999999999999m!", "!"), ("\u{1B}[38;5m\u{1B}[48;2;1m!", "!"),
        ])
    func broken(line: String, shown text: String) {
        #expect(shown(line) == text)
    }

    @Test("tabs reach the next multiple of eight, also when panned and beside wide characters")
    func tabs() {
        #expect(shown("a\tb\t日本\tc") == "a       b       日本    c")
        #expect(shown("a\tb", from: 4) == "    b")
        #expect(shown("日本語", from: 1, columns: 3) == " 本")
        #expect(shown("日本語", from: 2, columns: 3) == "本")
    }

    @Test("S11 a line of megabytes costs a screen, and is told to go on")
    func long() {
        let text = text(String(repeating: "x", count: 4 << 20), columns: 80)
        #expect(text.isCut && text.rows[0].map(\.text).joined() == String(repeating: "x", count: 80))
    }

    @Test(
        "CR LF ends a line, a lone CR starts it anew with a mark",
        arguments: [
            (["plain\r\n"], "plain", false), (["10%\r50%\r100%\n"], "100%", true),
            (["10%\r", "20%\r", "30%\n"], "30%", true),
            (["done\r"], "done", false), (["a", "b\n"], "ab", false), (["safe\rEVIL"], "EVIL", true),
            (["x\r", "\n"], "x", false),
        ])
    func carriageReturns(pieces: [String], shown text: String, isOverwritten: Bool) {
        var line = LogLine(place: Samples.place(0), stream: .stdout)
        for piece in pieces { line.append(Array(piece.utf8)[...]) }
        #expect(shown(String(decoding: line.bytes, as: UTF8.self)) == text)
        #expect(line.isOverwritten == isOverwritten)
    }

    @Test("S11 of a very long line only its beginning is held; a progress bar stays small")
    func bounded() {
        var line = LogLine(place: Samples.place(0), stream: .stdout)
        for _ in 0..<100 { line.append([UInt8](repeating: 0x78, count: 16 << 10)[...]) }
        #expect(line.isCut && line.bytes.count == LogLine.maxBytes)
        for number in 0..<10_000 { line.append(Array("\r\(number)%".utf8)[...]) }
        #expect(!line.isCut && line.bytes == Array("9999%".utf8))
    }
}
