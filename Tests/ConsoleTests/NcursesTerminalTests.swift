import ConsoleNcurses
import ConsoleUI
import Glibc
import Testing

@testable import ConsoleApp

@Suite("NcursesTerminal on a pseudoterminal", .serialized, .timeLimit(.minutes(1)))
struct NcursesTerminalTests {
    /// Opens a terminal on a new pseudoterminal and closes it on every path.
    private func withTerminal(
        term: String = "xterm-256color", locale: String = "C.utf8",
        _ body: (NcursesTerminal, PseudoTerminal) async throws -> Void
    ) async throws -> PseudoTerminal {
        let device = try PseudoTerminal()
        let terminal = try await NcursesTerminal.open(.init(term: term, device: device.devicePath, locale: locale))
        do {
            try await body(terminal, device)
        } catch {
            await terminal.close()
            throw error
        }
        await terminal.close()
        return device
    }

    /// Waits, for at most ten seconds, until the output holds `text`.
    private func expectOutput(_ text: String, from device: PseudoTerminal) async throws {
        for _ in 0..<1_000 {
            if String(decoding: device.output, as: UTF8.self).contains(text) { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("'\(text)' did not appear")
    }

    @Test("I25 S01–S10 a hostile log line reaches the terminal as text only")
    func hostile() async throws {
        let hostile = [
            "\u{1B}[2J\u{1B}[1;1HAll good", "\u{1B}]52;c;aGk=\u{07}\u{1B}]0;owned\u{07}",
            "\u{1B}P$q\"p\u{1B}\\\u{1B}[6n",
            "\u{9B}31m", "safe\rEVIL\u{08}\u{08}\u{0B}\u{0C}\u{7F}", "\u{202E}txt.exe\u{2069}",
            "a" + String(repeating: "\u{301}", count: 10_000), "wide 日本語 😀 \u{200B}",
        ]
        let device = try await withTerminal { terminal, device in
            var frame = Frame(size: terminal.initialSize)
            for (row, line) in hostile.enumerated() { frame.write(line, column: 0, row: row) }
            frame.write("end of frame", column: 0, row: 20)
            await terminal.present(frame)
            try await expectOutput("end of frame", from: device)
        }
        try await expectOutput("\u{1B}[?1049l", from: device)
        #expect(SequenceParser.foreignSequences(in: device.output) == [])
        let text = String(decoding: device.output, as: UTF8.self)
        #expect(text.contains("^[]52;c;aGk=^G^[]0;owned^G"))
        #expect(text.contains("<U+202E>txt.exe<U+2069>"))
    }

    @Test("keys arrive decoded, in order; a paste never arrives as keys")
    func keys() async throws {
        _ = try await withTerminal { terminal, device in
            device.type("j\u{1B}[A\u{1B}OB\u{1B}[5~\t\r\u{03}\u{0C}é日\u{1B}[200~q\n\u{1B}[201~G\u{1B}[Z\u{7F}")
            var events: [TerminalEvent] = []
            for await event in terminal.events {
                events.append(event)
                if event == .key(.backspace) { break }
            }
            #expect(
                events == [
                    .key(.character("j")), .key(.up), .key(.down), .key(.pageUp), .key(.tab), .key(.enter),
                    .key(.control("c")), .key(.control("l")), .key(.character("é")), .key(.character("日")),
                    .pasted("q\n"), .key(.character("G")), .key(.backTab), .key(.backspace),
                ])
        }
    }

    @Test("the ends of pasted lines arrive as LF, however the terminal sends them")
    func pastedLines() async throws {
        _ = try await withTerminal { terminal, device in
            var events = terminal.events.makeAsyncIterator()
            device.type("\u{1B}[200~docker run \\\r -m 256m \\\r\n app:2\n\u{1B}[201~")
            #expect(await events.next() == .pasted("docker run \\\n -m 256m \\\n app:2\n"))
        }
    }

    @Test(
        "a sequence that the terminal's description does not name presses no key",
        arguments: ["xterm-256color", "vt100"])
    func unknownSequences(term: String) async throws {
        _ = try await withTerminal(term: term) { terminal, device in
            var events = terminal.events.makeAsyncIterator()
            for sequence in KeyReaderTests.unknown {
                device.type(sequence + "j")
                #expect(await events.next() == .key(.character("j")))
            }
        }
    }

    @Test("the mouse arrives decoded: press, double press, wheel; a released mouse is the terminal's own")
    func mouse() async throws {
        let device = try await withTerminal { terminal, device in
            var events = terminal.events.makeAsyncIterator()
            let place = MouseEvent(.press, column: 4, row: 2)
            device.type("\u{1B}[<0;5;3M\u{1B}[<0;5;3m")
            #expect(await events.next() == .mouse(place))
            device.type("\u{1B}[<0;5;3M\u{1B}[<0;5;3m")
            #expect(await events.next() == .mouse(MouseEvent(.doublePress, column: 4, row: 2)))
            device.type("\u{1B}[<64;1;1M")
            #expect(await events.next() == .mouse(MouseEvent(.wheelUp, column: 0, row: 0)))
            device.type("\u{1B}[<65;80;24M")
            #expect(await events.next() == .mouse(MouseEvent(.wheelDown, column: 79, row: 23)))
            try await expectOutput("1000h", from: device)
            await terminal.captureMouse(false)
            await terminal.notify("Job 7 has ended\u{07}: completed.")
            try await expectOutput("\u{07}\u{1B}]9;Job 7 has ended: completed.\u{07}", from: device)
        }
        try await expectOutput("1000l", from: device)
    }

    @Test("escape alone is escape, escape with a character is Alt")
    func escape() async throws {
        _ = try await withTerminal { terminal, device in
            var events = terminal.events.makeAsyncIterator()
            device.type("\u{1B}")
            #expect(await events.next() == .key(.escape))
            device.type("\u{1B}x")
            #expect(await events.next() == .key(.alt("x")))
        }
    }

    @Test("F87 a new window size arrives, down to one cell, and frames of another size are harmless")
    func resize() async throws {
        _ = try await withTerminal { terminal, device in
            var events = terminal.events.makeAsyncIterator()
            for (columns, rows) in [(200, 50), (40, 10), (1, 1), (120, 36)] as [(UInt16, UInt16)] {
                device.resize(columns: columns, rows: rows)
                kill(getpid(), SIGWINCH)
                let size = Size(columns: Int(columns), rows: Int(rows))
                #expect(await events.next() == .resized(size))
                var frame = Frame(size: Size(columns: 100, rows: 30))
                frame.write(String(repeating: "日", count: 50), column: 0, row: 0)
                await terminal.present(frame)
                await terminal.present(Frame(size: size))
            }
        }
    }

    @Test("F87 signals arrive as events and are given back at the end")
    func signals() async throws {
        var before = sigaction()
        sigaction(SIGTERM, nil, &before)
        _ = try await withTerminal { terminal, _ in
            var events = terminal.events.makeAsyncIterator()
            kill(getpid(), SIGTERM)
            #expect(await events.next() == .terminated(signal: SIGTERM))
            kill(getpid(), SIGTSTP)
            #expect(await events.next() == .suspendRequested)
            kill(getpid(), SIGHUP)
            #expect(await events.next() == .hungUp)
        }
        var after = sigaction()
        sigaction(SIGTERM, nil, &after)
        #expect(before.__sigaction_handler.sa_handler == nil && after.__sigaction_handler.sa_handler == nil)
    }

    @Test("F87 a terminal that goes away is told once, then its events end")
    func hangUp() async throws {
        _ = try await withTerminal { terminal, device in
            device.hangUp()
            var events: [TerminalEvent] = []
            for await event in terminal.events { events.append(event) }
            #expect(events == [.hungUp])
            await terminal.present(Frame(size: Size(columns: 80, rows: 24)))
        }
    }

    @Test("F87 a terminal that is lent has the modes asked for, keeps its bytes and its ^C, and comes back")
    func lending() async throws {
        let before = try PseudoTerminal().modes()
        _ = try await withTerminal { terminal, device in
            device.type("typed")
            let found = await terminal.lend(.found) { lent -> String in
                #expect(lent.size == Size(columns: 80, rows: 24))
                #expect((try? device.modes().c_lflag) == before.c_lflag)
                kill(getpid(), SIGINT)
                device.resize(columns: 90, rows: 30)
                kill(getpid(), SIGWINCH)
                for await size in lent.sizes {
                    #expect(size == Size(columns: 90, rows: 30))
                    break
                }
                await terminal.present(Frame(size: lent.size))
                return "back"
            }
            #expect(found == "back")
            let raw = await terminal.lend(.raw) { lent -> [UInt8] in
                #expect(((try? device.modes().c_lflag) ?? 0) & tcflag_t(ISIG | ICANON | ECHO) == 0)
                device.type("\u{03}")
                // What was typed before may still wait.
                var all: [UInt8] = []
                while all.last != 3 {
                    var bytes = [UInt8](repeating: 0, count: 8)
                    let count = read(lent.descriptor, &bytes, bytes.count)
                    guard count > 0 else { break }
                    all += bytes.prefix(count)
                }
                return all
            }
            #expect(raw.last == 3)
            var events: [TerminalEvent] = []
            device.type("x")
            for await event in terminal.events {
                events.append(event)
                if event == .key(.character("x")) { break }
            }
            #expect(!events.contains(.terminated(signal: SIGINT)))
            #expect(events.contains(.resized(Size(columns: 90, rows: 30))) && events.contains(.resumed))
        }
    }

    @Test("F87 who has the terminal is cancelled when the console is asked to end")
    func lendingEnds() async throws {
        _ = try await withTerminal { terminal, _ in
            let wasCancelled = await terminal.lend(.found) { _ -> Bool in
                kill(getpid(), SIGTERM)
                try? await Task.sleep(for: .seconds(20))
                return Task.isCancelled
            }
            #expect(wasCancelled)
            var events = terminal.events.makeAsyncIterator()
            #expect(await events.next() == .terminated(signal: SIGTERM))
        }
    }

    @Test("closing gives the modes of the terminal back and leaves the full screen")
    func restoration() async throws {
        let device = try PseudoTerminal()
        let before = try device.modes()
        let terminal = try await NcursesTerminal.open(
            .init(term: "xterm-256color", device: device.devicePath, locale: "C.utf8"))
        #expect(try device.modes().c_lflag != before.c_lflag)
        await terminal.close()
        await terminal.close()
        let after = try device.modes()
        #expect(after.c_lflag == before.c_lflag && after.c_iflag == before.c_iflag && after.c_oflag == before.c_oflag)
        try await expectOutput("\u{1B}[?1049l", from: device)
        try await expectOutput("\u{1B}[?2004l", from: device)
    }

    @Test(
        "F87 a terminal that cannot show the console is refused in words, and nothing is changed",
        arguments: [
            (nil, TerminalError.termNotSet), ("no-such-terminal", .unknownTerminal("no-such-terminal")),
            ("dumb", .tooSimple("dumb")),
        ])
    func refused(term: String?, error: TerminalError) async throws {
        let device = try PseudoTerminal()
        let before = try device.modes()
        await #expect(throws: error) {
            _ = try await NcursesTerminal.open(.init(term: term, device: device.devicePath, locale: "C.utf8"))
        }
        #expect(try device.modes().c_lflag == before.c_lflag)
    }

    @Test("F87 without a terminal the error names the remedy")
    func noTerminal() async throws {
        let error = await #expect(throws: TerminalError.self) {
            _ = try await NcursesTerminal.open(.init(term: "xterm", device: "/dev/null"))
        }
        #expect(error?.description.contains("'berth list'") == true)
    }

    @Test("F87 a locale without UTF-8 is seen, and characters beyond ASCII become question marks")
    func ascii() async throws {
        let device = try await withTerminal(locale: "C") { terminal, device in
            #expect(terminal.abilities == TerminalAbilities(colors: 256, isUTF8: false))
            var frame = Frame(size: Size(columns: 80, rows: 24))
            frame.write("[日é]", column: 0, row: 0)
            await terminal.present(frame)
            try await expectOutput("[???]", from: device)
        }
        #expect(!device.output.contains { $0 >= 0x80 })
    }

    @Test("F87 a program that has the terminal is asked to end when the console is, and a second console is refused")
    func programEnds() async throws {
        _ = try await withTerminal { terminal, _ in
            let path = try PseudoTerminal().devicePath
            await #expect(throws: TerminalError.alreadyOpen) {
                _ = try await NcursesTerminal.open(.init(term: "xterm", device: path, locale: "C.utf8"))
            }
            let program = ForegroundProgram(["/bin/sh", "-c", "kill -TERM $PPID; exec sleep 30"])
            let end = await terminal.lend(.found) { await program.run(on: $0) }
            #expect(end == .signalled(SIGTERM))
            var events = terminal.events.makeAsyncIterator()
            #expect(await events.next() == .terminated(signal: SIGTERM))
        }
    }

    @Test("a crash gives the terminal back before it takes its course")
    func crash() async throws {
        let device = try PseudoTerminal()
        let before = try device.modes()
        await #expect(processExitsWith: .signal(SIGABRT)) { [path = device.devicePath as String] in
            let terminal = try await NcursesTerminal.open(.init(term: "xterm-256color", device: path, locale: "C.utf8"))
            await terminal.present(Frame(size: terminal.initialSize))
            abort()
        }
        let after = try device.modes()
        #expect(after.c_lflag == before.c_lflag && after.c_iflag == before.c_iflag)
        try await expectOutput("\u{1B}[?1049l", from: device)
    }
}
