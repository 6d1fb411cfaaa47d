import ConsoleUI
import Foundation
import JobCore
import Testing

/// Whole screens of the log as text, as in `GoldenFrameTests`.
@Suite("Golden frames of the log")
struct LogGoldenTests {
    private static let texts =
        (0..<40).map { "\($0) compiling Sources/Part\($0).swift" }
        + [
            "E:Part7.swift:12:5: error: cannot find 'x' in scope", "日本語 error の行 😀", "10%\r50%\r100%",
            "\u{1B}[1;31merror:\u{1B}[0m build failed after a rather long time that was spent on waiting for nothing at all "
                + "while the machine was busy with other things",
            "E:\u{1B}]52;c;aGk=\u{07} hostile", "done",
        ]

    @Test("LOG-04 the search with its counts", arguments: [(120, 40), (80, 24), (40, 10)])
    func search(columns: Int, rows: Int) throws {
        var lab = LogLab(Self.texts, columns: columns, rows: rows)
        lab.press(.character("/"))
        lab.type("error")
        try expectGolden(lab.state, "log-typing-\(columns)x\(rows)")
        lab.press(.enter, .character("N"))
        try expectGolden(lab.state, "log-search-\(columns)x\(rows)")
    }

    @Test("matches only, with times since the start")
    func matchesOnly() throws {
        var lab = LogLab(Self.texts)
        lab.press(.character("/"))
        lab.type("error")
        lab.press(.enter, .character("&"), .character("t"))
        try expectGolden(lab.state, "log-matches-80x24")
    }

    @Test("wrapped lines with clock times, one stream")
    func wrapped() throws {
        var lab = LogLab(Self.texts)
        lab.press(.character("w"), .character("t"), .character("t"))
        try expectGolden(lab.state, "log-wrapped-80x24")
        lab.press(.character("x"), .character("x"))
        try expectGolden(lab.state, "log-stderr-80x24")
    }

    @Test("where to begin, and where to save")
    func questions() throws {
        var lab = LogLab(Self.texts)
        lab.press(.character("b"))
        try expectGolden(lab.state, "log-start-80x24")
        lab.press(.escape, .control("s"))
        try expectGolden(lab.state, "log-save-80x24")
    }

    @Test("several logs by time, what is missing in them told", arguments: [(120, 40), (80, 24)])
    func merged(columns: Int, rows: Int) throws {
        var state = Samples.state(columns: columns, rows: rows)
        for _ in 0..<3 { _ = state.apply(.key(.down)) }
        for _ in 0..<2 {
            _ = state.apply(.key(.character(" ")))
            _ = state.apply(.key(.down))
        }
        let request = try #require(state.visible.log)
        #expect(request.sources.count == 2)
        let lines = (0..<12).map { number in
            var line = LogLine(
                place: LogPlace(attempt: request.sources[number % 2].attempt, line: Int64(number / 2)),
                stream: number % 5 == 0 ? .stderr : .stdout, time: EngineTime(seconds: Int64(number), nanoseconds: 0),
                gapBefore: number == 6 ? 40 : 0)
            line.append(Array("line \(number / 2) of log \(number % 2)".utf8)[...])
            return line
        }
        let window = LogWindow(
            lines: lines, isStart: true, isEnd: true, totalLines: 52, missingLines: 40,
            completeness: .incomplete(.quota))
        _ = state.apply(.logLoaded(window, for: request))
        try expectGolden(state, "log-merged-\(columns)x\(rows)")
    }
}
