import Measures
import Testing

@Suite("The screen that the benchmark looks at")
struct TerminalScreenTests {
    private func screen(_ text: String) -> [String] {
        var screen = TerminalScreen(columns: 10, rows: 3)
        screen.feed(Array(text.utf8))
        return (0..<3).map { row in
            var line = screen.text(row: row)
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    @Test("moving, writing, erasing and scrolling end where they do on a terminal")
    func sequences() {
        #expect(screen("one\r\ntwo") == ["one", "two", ""])
        #expect(screen("\u{1B}[2;3Hx\u{1B}[Hy") == ["y", "  x", ""])
        #expect(screen("abcdef\u{1B}[3D\u{1B}[K") == ["abc", "", ""])
        #expect(screen("abc\u{1B}[1;1H\u{1B}[2Pz") == ["z", "", ""])
        #expect(screen("a\u{1B}[4b") == ["aaaaa", "", ""])
        #expect(screen("1\r\n2\r\n3\r\n4") == ["2", "3", "4"])
        #expect(screen("1\r\n2\r\n3\u{1B}[1;2r\u{1B}[2;1H\n4") == ["2", "4", "3"])
        #expect(screen("1\u{1B}[H\u{1B}M0") == ["0", "1", ""])
        #expect(screen("x\u{1B}[2J\u{1B}[1;31m\u{1B}(By") == [" y", "", ""])
        #expect(screen("a\tb\u{1B}[Zc") == ["a       cb", "", ""])
        #expect(screen("ä│\u{1B}]0;title\u{7}!") == ["ä│!", "", ""])
    }
}
