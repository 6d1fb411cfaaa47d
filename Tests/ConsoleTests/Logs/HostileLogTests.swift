import ConsoleNcurses
import ConsoleUI
import Glibc
import JobCore
import JobEngine
import JobPersistence
import Testing

@testable import ConsoleApp

// Of the same suite, so that there is one terminal at a time: ncurses keeps its state in globals.
extension NcursesTerminalTests {
    /// Everything that the issue names, as a job would write it.
    private static let records: [[UInt8]] =
        [
            "\u{1B}[2J\u{1B}[1;1HAll good", "\u{1B}]52;c;aGk=\u{07}\u{1B}]0;owned\u{07}\u{1B}]8;;http://x\u{1B}\\link",
            "\u{1B}P$q\"p\u{1B}\\\u{1B}[6n\u{1B}[21t", "\u{9B}31m", "safe\rEVIL\u{08}\u{08}\u{0B}\u{0C}\u{7F}",
            "\u{202E}txt.exe\u{2069}\u{061C}", "zero\u{200B}width\u{FEFF}\u{3164}",
            "\u{1B}[31mcolour\u{1B}[5;8mno blink",
            "\u{1B}[38:2::255:0:0mtrue\u{1B}[4:3mcurly\u{1B}[?1049l",
            "a" + String(repeating: "\u{301}", count: 100_000),
            "日本語 😀 👨‍👩‍👧", "10%\r50%\r100%",
        ].map { Array($0.utf8) + [0x0A] } + [
            [0x9B, 0x33, 0x31, 0x6D, 0xFF, 0xFE, 0xED, 0xA0, 0x80, 0x00, 0x41, 0x0A],
            [UInt8](repeating: 0x78, count: 1 << 20) + [0x1B, 0x5B, 0x32, 0x4A, 0x0A],
            Array("needle \u{1B}[2J end".utf8),
        ]

    private func window(_ request: LogRequest, _ logs: TemporaryLogs) async throws -> LogWindow {
        try await logs.pager.complete(request)
    }

    @Test("I25 LOG-06 S01–S11 a log of nothing but attacks is shown, searched, wrapped and copied as text only")
    func hostileLog() async throws {
        let logs = try TemporaryLogs()
        let attempt = AttemptID(job: JobNumber(1046), number: 1)
        let writer = try await logs.store.writer(for: attempt, limits: LogLimits())
        for bytes in Self.records {
            let record = LogBatch.Record(
                length: bytes.count, stream: .stderr, time: EngineTime(seconds: 1_000, nanoseconds: 0))
            try await writer.append(LogBatch(bytes: bytes, records: [record]))
        }
        _ = try await writer.close()

        let device = try PseudoTerminal(columns: 100, rows: 40)
        let terminal = try await NcursesTerminal.open(
            .init(term: "xterm-256color", device: device.devicePath, locale: "C.utf8"))
        var state = ConsoleState(
            settings: ConsoleSettings(storeName: "s", abilities: terminal.abilities), size: terminal.initialSize,
            now: Samples.now)
        _ = state.apply(
            .jobsLoaded(
                JobListPage(jobs: [Samples.job(1046, "\u{1B}]0;name\u{07}", .completed)]),
                for: try #require(state.visible.jobs)))
        _ = state.apply(.key(.character("3")))
        _ = state.apply(.key(.character("+")))
        _ = state.apply(.key(.character("+")))
        var copied: [String] = []
        for keys in ["", "t", "t", "w", "g", "w", "/needle", "\r", "&", "y", "n"] {
            for scalar in keys.unicodeScalars {
                for effect in state.apply(.key(scalar == "\r" ? .enter : .character(scalar))) {
                    if case .copy(let text) = effect { copied.append(text) }
                }
            }
            var last: LogRequest?
            while let request = state.visible.log, request != last {
                last = request
                _ = state.apply(.logLoaded(try await window(request, logs), for: request))
            }
            await terminal.present(state.frame())
        }
        await terminal.close()
        for _ in 0..<500 where !String(decoding: device.output, as: UTF8.self).contains("\u{1B}[?1049l") {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(SequenceParser.foreignSequences(in: device.output) == [])
        let text = String(decoding: device.output, as: UTF8.self)
        for shown in [
            "^[[2J^[[1;1HAll good", "^[]52;c;aGk=^G", "<U+202E>txt.exe<U+2069>", "EVIL^H^H", "<9B>31m<FF><FE>", "^@A",
        ] {
            #expect(text.contains(shown), "'\(shown)' is not shown")
        }
        #expect(copied == ["needle ^[[2J end"])
    }

    @Test("a program has the terminal for itself, and the console takes it again; ctrl-C in it is not for us")
    func foreground() async throws {
        let device = try PseudoTerminal()
        let terminal = try await NcursesTerminal.open(
            .init(term: "xterm-256color", device: device.devicePath, locale: "C.utf8"))
        let ours = try device.modes()
        await terminal.present(Frame(size: terminal.initialSize))
        // Interrupts the whole group as ctrl-C does, us included; the program itself takes no notice.
        let script = "trap '' INT; stty -a; kill -INT $PPID; echo read by \"$(cat \"$1\")\"; exit 3"
        let program = ForegroundProgram(arguments(script, file: "/proc/sys/kernel/ostype"))
        let end = await terminal.lend(.found) { await program.run(on: $0) }
        #expect(end == .exited(3))
        var frame = Frame(size: terminal.initialSize)
        frame.write("back again", column: 0, row: 0)
        await terminal.present(frame)
        var events = terminal.events.makeAsyncIterator()
        #expect(await events.next() == .resized(Size(columns: 80, rows: 24)))
        #expect(await events.next() == .resumed)
        device.type("k")
        #expect(await events.next() == .key(.character("k")))
        #expect(try device.modes().c_lflag == ours.c_lflag)
        let missing = ForegroundProgram(["/no/such/program"])
        let refusal = await terminal.lend(.found) { await missing.run(on: $0) }
        #expect(refusal == .notStarted("No such file or directory"))
        await terminal.close()
        for _ in 0..<500 where !String(decoding: device.output, as: UTF8.self).contains("back again") {
            try await Task.sleep(for: .milliseconds(10))
        }
        let text = String(decoding: device.output, as: UTF8.self)
        // Cooked modes for the program, and no full screen of ours over it.
        #expect(text.contains(" icanon") && text.contains("read by Linux") && text.contains("back again"))
    }

    private func arguments(_ script: String, file: String) -> [String] { ["/bin/sh", "-c", script, "sh", file] }
}
