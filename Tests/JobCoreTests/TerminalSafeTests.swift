import JobCore
import Testing

@Suite("Foreign text on a terminal")
struct TerminalSafeTests {
    @Test(
        "S01–S05 whatever a terminal would obey is shown in caret form",
        arguments: [
            ("\u{1B}[2J\u{1B}[1;1HAll good", "^[[2J^[[1;1HAll good"),
            ("\u{1B}]52;c;aGk=\u{07}", "^[]52;c;aGk=^G"),
            ("\u{1B}]0;title\u{1B}\\", "^[]0;title^[\\"),
            ("\u{1B}P$q\"p\u{1B}\\ \u{1B}[6n \u{1B}[21t", "^[P$q\"p^[\\ ^[[6n ^[[21t"),
            ("\u{9B}31m", "<9B>31m"),
            ("safe\rEVIL", "safe^MEVIL"),
            ("a\u{08}\u{0B}\u{0C}\u{7F}\u{00}", "a^H^K^L^?^@"),
            ("tab\there", "tab^Ihere"),
        ])
    func controls(hostile: String, shown: String) {
        #expect(TerminalSafe.text(hostile) == shown)
    }

    @Test(
        "S06 S07 what reorders or cannot be seen is named by its code point",
        arguments: [
            0x202A, 0x202E, 0x2066, 0x2069, 0x200E, 0x200F, 0x061C, 0x200B, 0x200D, 0xFEFF, 0x00AD, 0x3164, 0xE0041,
            0xFE0F, 0x2028, 0xFFFF,
        ] as [UInt32])
    func hidden(value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        let shown = TerminalSafe.text("a\(String(Character(scalar)))b")
        let digits = String(value, radix: 16, uppercase: true)
        #expect(shown == "a<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">b")
    }

    @Test(
        "S04 S10 bytes that are not UTF-8 are shown as bytes, the rest of the line stays",
        arguments: [
            ([0x61, 0xFF, 0xFE, 0x62], "a<FF><FE>b"),
            ([0xED, 0xA0, 0x80], "<ED><A0><80>"),
            ([0x9B, 0x33], "<9B>3"),
            ([0xC0, 0xAF], "<C0><AF>"),
            ([0xF4, 0x90, 0x80, 0x80], "<F4><90><80><80>"),
            ([0xE2, 0x82], "<E2><82>"),
            ([0xE2, 0x82, 0xAC, 0x21], "€!"),
            ([0xF0, 0x9F, 0x98, 0x80], "😀"),
        ] as [([UInt8], String)])
    func invalid(bytes: [UInt8], shown: String) {
        #expect(TerminalSafe.text(bytes) == shown)
    }

    @Test("S09 a flood of combining marks is cut to two and counted")
    func flood() {
        let hostile = "a" + String(repeating: "\u{301}", count: 100_000) + "b"
        #expect(Array(TerminalSafe.text(hostile).unicodeScalars) == Array("a\u{301}\u{301}<+99998>b".unicodeScalars))
    }

    @Test("S12 a log keeps its lines, tabs and ordinary emoji")
    func log() {
        let bytes = Array("one\ttwo\r\n⚠\u{FE0F} 👩\u{200D}🚀 ok\r\u{1B}[31m\n".utf8)
        #expect(TerminalSafe.text(bytes, for: .log) == "one\ttwo\n⚠ 👩🚀 ok^M^[[31m\n")
    }

    @Test("S13 the result is a fixed point without controls, for any bytes")
    func fixedPoint() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            let once = TerminalSafe.text(bytes)
            #expect(TerminalSafe.text(once) == once, "bytes \(bytes)")
            #expect(!once.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) })
        }
    }

    @Test(
        "S10 a character torn apart between two pieces is held back",
        arguments: [
            ([], 0), ([0x61], 0), ([0x61, 0xE2], 1), ([0xE2, 0x82], 2), ([0xF0, 0x9F, 0x98], 3),
            ([0xE2, 0x82, 0xAC], 0), ([0x80, 0x80, 0x80, 0x80], 0), ([0xFF], 0),
        ] as [([UInt8], Int)])
    func torn(bytes: [UInt8], held: Int) {
        #expect(TerminalSafe.incompleteSuffix(of: bytes) == held)
    }
}
