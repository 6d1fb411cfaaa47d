import ConsoleUI
import Foundation
import Testing

/// Whole screens as text. `BERTH_RECORD_GOLDENS=1` writes them anew; read the difference before you commit it.
@Suite("Golden frames")
struct GoldenFrameTests {
    @Test("F87 S01–S10 the main screen", arguments: [(120, 40), (80, 24), (40, 10), (60, 16), (39, 9)])
    func mainScreen(columns: Int, rows: Int) throws {
        try expect(Samples.watching(columns: columns, rows: rows), "main-\(columns)x\(rows)")
    }

    @Test("F87 without UTF-8 every cell is ASCII", arguments: [(80, 24), (40, 10)])
    func ascii(columns: Int, rows: Int) throws {
        let settings = ConsoleSettings(storeName: "~/berth", abilities: TerminalAbilities(colors: 8, isUTF8: false))
        let state = Samples.watching(columns: columns, rows: rows, settings: settings)
        #expect(state.frame().text.utf8.allSatisfy { $0 < 0x80 })
        try expect(state, "ascii-\(columns)x\(rows)")
    }

    @Test("NO_COLOR: the same text, no colour in any cell")
    func colorless() {
        let settings = ConsoleSettings(
            storeName: "~/berth", abilities: TerminalAbilities(colors: 256), isColorless: true)
        let frame = Samples.watching(columns: 120, rows: 40, settings: settings).frame()
        #expect(frame.text == Samples.watching(columns: 120, rows: 40).frame().text)
        let colored = frame.cells.filter { $0.style.foreground != .terminal || $0.style.background != .terminal }
        // What is left are the colours that the job itself gave its output.
        #expect(String(String.UnicodeScalarView(colored.map(\.scalar))) == "ok")
    }

    @Test("a light background changes colours and nothing else", arguments: [16, 256])
    func light(colors: Int) {
        func frame(isLight: Bool) -> Frame {
            let abilities = TerminalAbilities(colors: colors)
            let settings = ConsoleSettings(storeName: "~/berth", abilities: abilities, isLight: isLight)
            return Samples.watching(columns: 120, rows: 40, settings: settings).frame()
        }
        let (dark, light) = (frame(isLight: false), frame(isLight: true))
        #expect(dark.text == light.text && dark != light)
        // Bright yellow, cyan and white cannot be read on white.
        #expect(
            light.cells.allSatisfy {
                $0.style.background != .terminal || ![3, 6, 7, 11, 14, 15].contains($0.style.foreground.index)
            })
    }

    @Test("the log in a narrow screen fills it", arguments: [(40, 10)])
    func narrowLog(columns: Int, rows: Int) throws {
        var state = Samples.watching(columns: columns, rows: rows)
        _ = state.apply(.key(.enter))
        if let request = state.visible.log {
            _ = state.apply(.logLoaded(Samples.window(Samples.logTexts, total: 12_340, missing: 3), for: request))
        }
        try expect(state, "log-\(columns)x\(rows)")
    }

    @Test("the question before a cancel", arguments: [(80, 24), (40, 10)])
    func cancelQuestion(columns: Int, rows: Int) throws {
        var state = Samples.watching(columns: columns, rows: rows)
        _ = state.apply(.key(.character("s")))
        try expect(state, "cancel-\(columns)x\(rows)")
    }

    @Test("the help, made from the key table", arguments: [(120, 40), (80, 24), (40, 10)])
    func help(columns: Int, rows: Int) throws {
        var state = Samples.watching(columns: columns, rows: rows)
        _ = state.apply(.key(.character("?")))
        try expect(state, "help-\(columns)x\(rows)")
    }

    @Test("the launch form", arguments: [(120, 40), (80, 24), (40, 10)])
    func launchForm(columns: Int, rows: Int) throws {
        var state = Samples.watching(columns: columns, rows: rows)
        _ = state.apply(.key(.character("n")))
        state.write("berth/busy")
        _ = state.apply(.key(.end))
        _ = state.apply(.key(.enter))
        state.write("sh -c 'echo \u{65E5}\u{672C}; sleep 1'")
        _ = state.apply(.key(.tab))
        state.write("nightly")
        for _ in 0..<3 { _ = state.apply(.key(.tab)) }
        state.write("2")
        try expect(state, "form-\(columns)x\(rows)")
    }

    @Test("the launch form after a docker run line", arguments: [(120, 40), (80, 24)])
    func pastedForm(columns: Int, rows: Int) throws {
        try expect(Samples.pastedForm(columns: columns, rows: rows), "form-pasted-\(columns)x\(rows)")
    }

    @Test("containers that are not ours", arguments: [(120, 40), (80, 24)])
    func foreignContainers(columns: Int, rows: Int) throws {
        try expect(Samples.containerList(columns: columns, rows: rows), "foreign-\(columns)x\(rows)")
    }

    @Test("A shows containers that are not ours below the jobs", arguments: [(120, 40), (80, 24), (40, 10)])
    func foreignRows(columns: Int, rows: Int) throws {
        try expect(Samples.foreignRows(columns: columns, rows: rows), "foreign-rows-\(columns)x\(rows)")
    }

    @Test("the first screen of a store without jobs shows what runs already", arguments: [(120, 40), (80, 24)])
    func firstScreen(columns: Int, rows: Int) throws {
        try expect(Samples.foreignRows(columns: columns, rows: rows, jobs: []), "first-\(columns)x\(rows)")
    }

    @Test("an empty store says what to do next")
    func empty() throws {
        try expect(Samples.state(columns: 80, rows: 24, jobs: []), "empty-80x24")
    }

    @Test("F69 a store that cannot be read is told at the foot, and what was read stays")
    func problem() throws {
        var state = Samples.watching(columns: 80, rows: 24)
        _ = state.apply(.readFailed(.jobs, "Could not read jobs: the store '~/berth' is locked by another process."))
        try expect(state, "problem-80x24")
    }

    @Test(
        "everything on a wide screen: hosts in every condition, the figures of what runs",
        arguments: [(120, 40), (200, 50)])
    func wide(columns: Int, rows: Int) throws {
        var state = Samples.watching(columns: columns, rows: rows)
        _ = state.apply(.hostsLoaded(Samples.hosts))
        for case .usage(let attempts) in state.visible.requests {
            _ = state.apply(.usageLoaded(Samples.usage(of: attempts)))
        }
        for case .detail(let request) in state.visible.requests {
            _ = state.apply(.detailLoaded(Samples.detail, for: request))
        }
        try expect(state, "wide-\(columns)x\(rows)")
    }

    @Test("why it failed is one screen", arguments: [(120, 40), (80, 24), (40, 10)])
    func failure(columns: Int, rows: Int) throws {
        var state = Samples.state(columns: columns, rows: rows, jobs: [Samples.failed.job])
        _ = state.apply(.key(.enter))
        _ = state.apply(.key(.character("+")))
        for case .detail(let request) in state.visible.requests {
            _ = state.apply(.detailLoaded(Samples.failed.detail, for: request))
        }
        try expect(state, "failure-\(columns)x\(rows)")
    }

    @Test("hosts, events and detail have the place of the log on a medium screen", arguments: ["2", "5", "4"])
    func medium(key: String) throws {
        var state = Samples.watching(columns: 80, rows: 24)
        for scalar in key.unicodeScalars { _ = state.apply(.key(.character(scalar))) }
        _ = state.apply(.hostsLoaded(Samples.hosts))
        _ = state.apply(.eventsLoaded(Samples.events))
        try expect(state, "pane\(key)-80x24")
    }

    @Test("the palette", arguments: [(120, 40), (40, 10)])
    func palette(columns: Int, rows: Int) throws {
        var state = Samples.watching(columns: columns, rows: rows)
        for scalar in ":job".unicodeScalars { _ = state.apply(.key(.character(scalar))) }
        try expect(state, "palette-\(columns)x\(rows)")
    }

    private func expect(_ state: ConsoleState, _ name: String, at location: SourceLocation = #_sourceLocation) throws {
        try expectGolden(state, name, at: location)
    }
}
