import JobCore
import Testing

@Suite("Columns of text")
struct DisplayWidthTests {
    @Test(
        "CJK and emoji take two columns, combining marks none",
        arguments: [
            ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本語", 6), ("한국", 4), ("😀", 2), ("ｆｕｌｌ", 8), ("±→✓●", 4), ("กำ", 2),
            ("\u{1112}\u{1161}\u{11AB}", 2), ("", 0),
        ])
    func columns(text: String, columns: Int) {
        #expect(DisplayWidth.columns(of: text) == columns)
    }

    @Test("text is cut at whole characters and filled to an exact width")
    func padding() {
        #expect(DisplayWidth.padded("日本語", to: 5) == "日本…")
        #expect(DisplayWidth.padded("日本語", to: 4) == "日… ")
        #expect(DisplayWidth.padded("ab", to: 4) == "ab  ")
        #expect(DisplayWidth.truncated("abcdef", to: 3, ellipsis: "~") == "ab~")
        #expect(DisplayWidth.truncated("abcdef", to: 0) == "")
    }
}
