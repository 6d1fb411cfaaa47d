import ConsoleUI
import JobCore
import Testing

/// A console at 80×24 whose log pane has the focus, over lines of text that it reads as a store would answer.
struct LogLab {
    var state: ConsoleState
    var texts: [String]
    /// The effects that came.
    var effects: [ConsoleEffect] = []
    private(set) var reads = 0
    private var lastRequest: LogRequest?

    init(_ texts: [String], columns: Int = 80, rows: Int = 24) {
        self.texts = texts
        state = Samples.state(columns: columns, rows: rows)
        for _ in 0..<3 { _ = state.apply(.key(.down)) }
        _ = state.apply(.key(.character("3")))
        settle()
    }

    /// Presses keys, and answers what the console asks of the log after each.
    mutating func press(_ keys: Key...) {
        for key in keys {
            effects += state.apply(.key(key))
            settle()
        }
    }

    mutating func type(_ text: String) {
        for scalar in text.unicodeScalars { press(.character(scalar)) }
    }

    mutating func settle() {
        while let request = state.visible.log, request != lastRequest {
            lastRequest = request
            reads += 1
            _ = state.apply(.logLoaded(answer(request), for: request))
        }
    }

    /// As `LogPager` does it, over an array.
    private func answer(_ request: LogRequest) -> LogWindow {
        let lines = texts.indices.filter { index in
            let isError = texts[index].hasPrefix("E:")
            return request.stream == nil || (request.stream == .stderr) == isError
        }
        let matches = request.pattern.map { pattern in
            lines.filter { !pattern.matches(in: Array(texts[$0].utf8)).isEmpty }
        }
        let chosen = request.isMatchesOnly ? matches ?? lines : lines
        let target = target(request.anchor, matches ?? [], request.pattern)
        let place: Int
        switch request.anchor {
        case .start: place = 0
        case .end: place = chosen.count
        case .around(let anchor): place = chosen.count { $0 < Int(anchor.line) }
        case .seek: place = chosen.count { $0 < Int(target?.place.line ?? .max) }
        }
        let range = max(0, place - request.reach)..<min(chosen.count, place + request.reach)
        let all = Samples.window(texts, attempt: request.sources[0].attempt)
        return LogWindow(
            lines: chosen[range].map { all.lines[$0] }, isStart: range.lowerBound == 0,
            isEnd: range.upperBound == chosen.count, totalLines: Int64(texts.count), chosenLines: Int64(chosen.count),
            firstTime: all.firstTime,
            search: matches.map { .init(matchingLines: Int64($0.count), isComplete: true) }, target: target)
    }

    private func target(
        _ anchor: LogRequest.Anchor, _ matches: [Int], _ pattern: LogPattern?
    ) -> LogWindow.Target? {
        guard case .seek(.match(let from, let steps)) = anchor, !matches.isEmpty else { return nil }
        let line = from.map { Int($0.line) } ?? texts.count
        let before = matches.count { $0 < line }
        let rank = before + steps - (steps > 0 && !matches.contains(line) ? 1 : 0)
        let wrapped = (rank % matches.count + matches.count) % matches.count
        return LogWindow.Target(
            place: Samples.place(Int64(matches[wrapped])), ordinal: Int64(wrapped + 1),
            column: pattern?.matches(in: Array(texts[matches[wrapped]].utf8)).first?.lowerBound,
            isWrapped: wrapped != rank)
    }

    /// The rows of the log pane.
    var pane: [String] {
        state.frame().text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            .drop { !$0.contains(" LOGS ") }.map { $0 }
    }
}

@Suite("The reader's place in a log")
struct LogViewStateTests {
    private let long = (0..<1_000).map { $0 % 100 == 0 ? "a Needle in \($0)" : "line \($0)" }

    @Test("LOG-04 scrolling through a whole log by pages shows each line once, and reads ever new windows")
    func pages() {
        var lab = LogLab(long)
        var seen: [String] = []
        lab.press(.character("g"))
        for _ in 0..<110 {
            seen += lab.pane[1...9].filter { $0.contains("ine ") || $0.contains("Needle") }
            for _ in 0..<9 { lab.press(.down) }
        }
        #expect(seen.prefix(990).map { $0.split(separator: " ").last.flatMap { Int($0) } } == Array(0..<990))
        #expect(lab.reads > 10 && lab.reads < 100)
    }

    @Test("while one types, the view goes to the newest match; esc brings back where one was, enter keeps it")
    func typing() {
        var lab = LogLab(long)
        lab.press(.character("/"))
        lab.type("needle")
        #expect(lab.state.log.search.current?.place.line == 900 && !lab.state.log.isFollowing)
        #expect(lab.state.frame().text.contains("/needle"))
        #expect(lab.state.frame().text.contains("10 of 10"))
        lab.type("X")
        #expect(lab.state.frame().text.contains("no match"))
        lab.press(.backspace)
        #expect(lab.state.log.search.current?.place.line == 900)
        lab.press(.enter)
        #expect(lab.state.overlay == nil && lab.pane[0].contains("/needle 10 of 10"))
        lab.press(.character("n"))
        #expect(lab.state.log.search.current?.ordinal == 1)
        #expect(lab.state.message?.text.contains("other end") == true)
        lab.press(.character("n"), .character("n"), .character("N"))
        #expect(lab.state.log.search.current?.place.line == 100)
        #expect(lab.pane.contains { $0.contains("a Needle in 100") })
    }

    @Test("& shows the matching lines alone, esc ends the search and stays there")
    func matchesOnly() {
        var lab = LogLab(long)
        lab.press(.character("/"))
        lab.type("needle in 1")
        lab.press(.enter, .character("&"))
        #expect(lab.pane[1].contains("in 100") && lab.pane[2].isEmpty)
        #expect(lab.pane[0].contains("1 of 1,000 lines"))
        lab.press(.escape)
        #expect(lab.state.log.search.pattern == nil && lab.pane.contains { $0.contains("a Needle in 100") })
        #expect(lab.pane.contains { $0.contains("line 101") })
    }

    @Test("where all matching lines have room they are all shown")
    func fewMatches() {
        var lab = LogLab(long)
        lab.press(.character("/"))
        lab.type("needle in 9")
        lab.press(.enter, .character("n"), .escape, .character("/"))
        lab.type("needle")
        lab.press(.enter, .character("&"))
        #expect(lab.pane[1].contains("in 0") && lab.pane[10].contains("in 900"))
    }

    @Test("n pressed faster than answers come counts each press")
    func fastSteps() {
        var lab = LogLab(long)
        lab.press(.character("g"), .character("/"))
        lab.type("needle")
        lab.press(.enter)
        for _ in 0..<3 { _ = lab.state.apply(.key(.character("n"))) }
        lab.settle()
        #expect(lab.state.log.search.current?.place.line == 300)
    }

    @Test("x shows both streams, one, the other; the place stays")
    func streams() {
        var lab = LogLab((0..<500).map { $0 % 10 == 0 ? "E: \($0)" : "out \($0)" })
        lab.press(.character("g"))
        for _ in 0..<205 { lab.press(.down) }
        lab.press(.character("x"))
        #expect(lab.pane[1].contains("out 205") && lab.pane[0].contains("stdout only"))
        lab.press(.character("x"))
        #expect(lab.pane[1].contains("E: 210") && lab.pane[2].contains("E: 220"))
        #expect(lab.pane[0].contains("50 of 500 lines"))
        lab.press(.character("x"))
        #expect(lab.pane[1].contains("E: 210") && lab.pane[2].contains("out 211"))
    }

    @Test("wrapped lines scroll by rows, up to their last one; the newest is whole on the screen")
    func wrap() {
        let text = (0..<400).map { String($0 % 10) }.joined()
        var lab = LogLab((0..<50).map { "\($0) " + text })
        lab.press(.character("w"))
        #expect(lab.pane[10].hasSuffix("9"))
        #expect(lab.pane[5].contains("49 0123"))
        lab.press(.up)
        #expect(lab.pane[6].contains("49 0123"))
        lab.press(.character("g"), .down, .down)
        #expect(lab.pane[1].contains(text.dropFirst(78 * 2 - 2).prefix(60)))
        lab.press(.character("w"))
        #expect(lab.pane[1].contains("0 0123") && lab.pane[1].hasSuffix("…"))
    }

    @Test("a match right of the edge is panned to")
    func panToMatch() {
        var lab = LogLab(["short", String(repeating: "-", count: 500) + "needle" + String(repeating: "-", count: 500)])
        lab.press(.character("/"))
        lab.type("needle")
        #expect(lab.pane.contains { $0.contains("needle") } && lab.state.log.pan > 400)
        #expect(lab.pane[0].contains("from column \(lab.state.log.pan + 1)"))
    }

    @Test(
        "a match far left of a match far right is panned back to; the end of the log and of the search begin at the left"
    )
    func panBack() {
        let far = String(repeating: "-", count: 30_000) + "needle"
        var lab = LogLab([far, String(repeating: "-", count: 300) + "needle", "short"])
        lab.press(.character("g"), .character("/"))
        lab.type("needle")
        lab.press(.enter)
        #expect(lab.state.log.pan > 29_000)
        lab.press(.character("n"))
        #expect((200..<300).contains(lab.state.log.pan))
        lab.press(.character("n"))
        #expect(lab.state.log.pan > 29_000)
        lab.press(.escape)
        #expect(lab.state.log.pan == 0)
        #expect(lab.pane.contains { $0.contains("short") })
        lab.press(.right, .character("G"))
        #expect(lab.state.log.pan == 0 && !lab.pane[0].contains("from column"))
    }

    @Test("y copies the match, made harmless; what cannot be done is said in words")
    func copy() {
        var lab = LogLab(["one", "two \u{1B}[31mred\u{1B}[0m \u{1B}]52;c;aGk=\u{07}", "three"])
        lab.press(.character("y"))
        #expect(lab.effects == [.copy("three")])
        lab.press(.character("/"))
        lab.type("red")
        lab.press(.enter, .character("y"))
        #expect(lab.effects.last == .copy("two red ^[]52;c;aGk=^G"))
        lab.press(.escape, .character("n"))
        #expect(lab.state.message?.text == "Nothing is searched for yet: / begins.")
    }

    @Test("ctrl-s asks for the place, and again before it overwrites; v and V ask for a file")
    func tools() throws {
        var lab = LogLab(["one"])
        lab.press(.control("s"))
        #expect(lab.state.frame().text.contains("Save the whole log as job-1046-1.log"))
        lab.press(.enter)
        let sources = lab.state.log.sources
        let wanted = ConsoleRequest.saveLog(sources, path: "job-1046-1.log", overwrites: true)
        #expect(lab.effects == [.ask(.saveLog(sources, path: "job-1046-1.log", overwrites: false), generation: 1)])
        _ = lab.state.apply(.replied(.fileExists(path: "job-1046-1.log", wanted), generation: 1))
        #expect(lab.state.frame().text.contains("There is a file 'job-1046-1.log'. Overwrite it?"))
        lab.press(.enter)
        #expect(lab.state.overlay == nil && lab.effects.count == 1)
        _ = lab.state.apply(.replied(.fileExists(path: "job-1046-1.log", wanted), generation: 1))
        lab.press(.character("y"))
        #expect(lab.effects.last == .ask(wanted, generation: 2))
        lab.press(.character("v"), .character("V"))
        #expect(
            lab.effects.suffix(2) == [
                .ask(.viewLog(sources, .pager), generation: 3), .ask(.viewLog(sources, .editor), generation: 4),
            ])
        let view = lab.state.apply(.replied(.viewable(path: "/tmp/x", .pager), generation: 3))
        #expect(view == [.view(path: "/tmp/x", .pager)])
    }
}
