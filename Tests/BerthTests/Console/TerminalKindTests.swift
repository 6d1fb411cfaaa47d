import Foundation
import Testing

/// Terminals that cannot show the console, or hardly: clear words or a clean end, and the shell as it was.
@Suite("The console on terminals of every kind")
struct TerminalKindTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let line: String
        let words: String
        var testDescription: String { line }
    }

    @Test(
        "F87 a terminal that cannot show the console is told so in a sentence with a remedy",
        arguments: [
            Case(line: "TERM=dumb $berth", words: "cannot move its cursor"),
            Case(line: "TERM=no-such-terminal $berth", words: "is not known on this machine"),
            Case(line: "env -u TERM $berth", words: "TERM is not set"),
            Case(line: "TERM= $berth", words: "TERM is not set"),
            Case(line: "$berth </dev/null", words: "berth list --watch --plain"),
            Case(line: "$berth >&-", words: "berth list --watch --plain"),
            Case(line: "$berth | cat", words: "berth list --watch --plain"),
        ])
    func refused(_ example: Case) async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            try await TmuxTerminal.with(lab) { terminal in
                try await terminal.run("stty -g >before; set -o pipefail; \(example.line); echo \"ended\": $?")
                let screen = try await terminal.wait(for: "ended: ")
                // Lines are torn at the edge of the screen.
                let text = screen.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
                    .joined(separator: " ")
                #expect(text.contains(example.words), "\(screen)")
                #expect(!text.contains("ended: 0"), "\(screen)")
                try await terminal.run("stty -g >after; cmp before after && echo 'modes kept'")
                try await terminal.wait(for: "modes kept\n")
            }
        }
    }

    @Test("F87 without any terminal the console ends at once, in words, also when it has no output at all")
    func noTerminal() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let result = try await lab.berth("console")
            #expect(result.code == 64)
            #expect(result.standardError.contains("The console needs a terminal"), "\(result.standardError)")
            let silent = try await lab.shell("setsid $berth <&- >&- 2>&-; echo code=$?")
            #expect(silent.standardOutput == "code=64\n")
        }
    }

    @Test("F87 one cell is enough to live: the console waits there, and is whole again in a larger window")
    func oneCell() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            try await TmuxTerminal.with(lab, columns: 80, rows: 24) { terminal in
                try await terminal.startConsole("console --read-only")
                try await terminal.resize(columns: 1, rows: 1)
                try await terminal.waitUntilGone(TmuxTerminal.header)
                // Keys work, though nothing of it can be seen.
                try await terminal.press("?", "j", "Escape")
                try await terminal.resize(columns: 36, rows: 9)
                try await terminal.wait(for: "Berth needs 40x10 cells")
                try await terminal.resize(columns: 80, rows: 24)
                let screen = try await terminal.wait(for: TmuxTerminal.header, "JOBS")
                #expect(!screen.contains("Berth needs"))
                try await terminal.press("q")
                try await terminal.wait(for: TmuxTerminal.prompt)
            }
        }
    }

    @Test("F87 a storm of sizes ends with a frame of the last one")
    func resizeStorm() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            try await TmuxTerminal.with(lab) { terminal in
                try await terminal.startConsole("console --read-only")
                for step in 0..<40 {
                    try await terminal.resize(columns: 1 + (step * 37) % 180, rows: 1 + (step * 13) % 60)
                }
                try await terminal.resize(columns: 100, rows: 30)
                try await eventually("the frame fills the window") {
                    let rows = try await terminal.screen().split(separator: "\n", omittingEmptySubsequences: false)
                    // The header is the first row, the keys are in the last one.
                    return rows.first?.hasPrefix(TmuxTerminal.header) == true && rows.count >= 30
                        && rows[29].contains("?") || rows.count >= 30 && rows[29].contains("open")
                }
                try await terminal.press("q")
                try await terminal.wait(for: TmuxTerminal.prompt)
            }
        }
    }

    @Test("F87 under a locale without UTF-8 everything on the screen is ASCII")
    func asciiLocale() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            try await lab.check("host", "add", "mock", "--kind", "mock", "--option", "duration=1s")
            try await lab.check("run", "-d", "--no-worker", "--name", "nightly", "example/report:1")
            try await TmuxTerminal.with(lab, columns: 80, rows: 24) { terminal in
                try await terminal.startConsole("console --read-only", prefix: "LC_ALL=C")
                let screen = try await terminal.wait(for: "nightly", "queued")
                #expect(screen.utf8.allSatisfy { $0 < 0x80 }, "\(screen)")
                try await terminal.press("q")
                try await terminal.wait(for: TmuxTerminal.prompt)
            }
        }
    }

    @Test("F87 NO_COLOR sends no colour, and the words still say everything")
    func noColor() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            try await lab.check("host", "add", "mock", "--kind", "mock", "--option", "duration=1s")
            try await lab.check("run", "-d", "--no-worker", "--name", "nightly", "example/report:1")
            try await TmuxTerminal.with(lab) { terminal in
                let bytes = lab.root + "/bytes"
                try await terminal.record(to: bytes)
                try await terminal.startConsole("console --read-only", prefix: "NO_COLOR=1")
                try await terminal.wait(for: "nightly", "queued")
                try await terminal.press("q")
                try await terminal.wait(for: TmuxTerminal.prompt)
                let sent = try String(contentsOfFile: bytes, encoding: .utf8)
                #expect(sent.contains("nightly"))
                #expect(sent.firstMatch(of: /\u{1B}\[([0-9;]*;)?([34]|9|10)[0-7](;[0-9;]*)?m/) == nil)
            }
        }
    }
}
