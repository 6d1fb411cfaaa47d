import ConsoleUI
import Foundation
import Testing

@Suite("Frame")
struct FrameTests {
    @Test("wide characters take two cells and are never cut in half")
    func wide() {
        var frame = Frame(size: Size(columns: 6, rows: 1))
        #expect(frame.write("a日本語", column: 0, row: 0) == 5)
        #expect(frame.text == "a日本")
        #expect(frame.row(0).map(\.width) == [1, 2, 0, 2, 0, 1])
    }

    @Test("writing over half of a wide character leaves a blank in place of the other half")
    func overwriting() {
        var frame = Frame(size: Size(columns: 6, rows: 1))
        frame.write("日本語", column: 0, row: 0)
        frame.write("x", column: 1, row: 0)
        frame.write("y", column: 4, row: 0)
        #expect(frame.text == " x本y")
        frame.write("日本語", column: 0, row: 0)
        frame.clear(Rectangle(column: 1, row: 0, columns: 2, rows: 1))
        #expect(frame.text == "    語")
        #expect(frame.row(0).allSatisfy { $0.width == 1 || $0.scalar == "語" || $0.width == 0 })
    }

    @Test("S09 a cell holds at most two marks")
    func marks() {
        var frame = Frame(size: Size(columns: 12, rows: 1))
        frame.write("e\u{301}\u{302}\u{303}x", column: 0, row: 0)
        #expect(Array(frame.text.unicodeScalars) == Array("e\u{301}\u{302}<+1>x".unicodeScalars))
        frame.write("\u{301}", column: 0, row: 0)
    }

    @Test("S01 no cell can hold a control character, whoever writes it")
    func controls() {
        var frame = Frame(size: Size(columns: 20, rows: 1))
        frame.write("a\u{1B}[2J\n\u{9B}\u{202E}", column: 0, row: 0)
        #expect(frame.text == "a^[[2J^J<9B><U+202E>")
    }

    @Test("ASCII terminals get a question mark for every column of what they cannot show")
    func ascii() {
        var frame = Frame(size: Size(columns: 10, rows: 1), isASCII: true)
        frame.write("é日x", column: 0, row: 0)
        #expect(frame.text == "???x")
    }

    @Test("nothing outside of the screen is written")
    func outside() {
        var frame = Frame(size: Size(columns: 3, rows: 2))
        for (column, row) in [(-1, 0), (3, 0), (0, -1), (0, 2)] {
            #expect(frame.write("x", column: column, row: row) == 0)
        }
        frame.clear(Rectangle(column: -5, row: -5, columns: 20, rows: 20))
        frame.write("abcdef", endingAt: 3, row: 1)
        #expect(frame.text == "\nabc")
    }
}

@Suite("Frames that only grow older")
struct AgingFrameTests {
    @Test(
        "what is drawn over an earlier frame is what a whole frame would be",
        arguments: [(120, 40), (80, 24), (40, 10)])
    func same(columns: Int, rows: Int) {
        var state = Samples.watching(columns: columns, rows: rows)
        _ = state.apply(.jobsLoaded(Samples.foldedPage, for: state.jobs.request))
        // One of them is lost: its row counts the seconds.
        _ = state.apply(.hostsLoaded(Samples.hosts))
        var shown = state.frame()
        var shownAt = state.now
        for seconds in [1, 2, 3, 58, 59, 60, 61, 3_600] {
            _ = state.apply(.time(Samples.now.addingTimeInterval(Double(seconds)), secondsFromUTC: 0))
            shown = state.frame(aging: shown, of: shownAt)
            shownAt = state.now
            #expect(shown == state.frame(), "\(seconds) s")
        }
        _ = state.apply(.key(.character("s")))
        #expect(state.frame(aging: shown, of: shownAt) == state.frame())
    }
}
