import Foundation
import Testing

/// A log that means harm, from a real container through store and console to a real terminal.
@Suite("A hostile log on a real terminal")
struct HostileLogTests {
    /// Everything that a terminal might obey, as `printf` of the job's shell has it; each line ends in a word of its own.
    private static let script = #"""
        printf '\033[2J\033[1;1HAll good clear\n'
        printf '\033]52;c;aGlkZGVu\007clip \033]0;stolen\007title \033]8;;http://x\033\\link\n'
        printf '\033P$q\042p\033\\\033[6n\033[21t\033[>c\005query\n'
        printf '\302\23331mc1utf \23331mc1raw\n'
        printf 'safe\010\010\010\010EVIL\013\014\177back\n'
        printf 'abc\342\200\256drowssap\342\201\246bidi\n'
        printf 'zero\342\200\213width\357\273\277\363\240\201\201tags\n'
        printf '\377\376\355\240\200bytes\n'
        awk 'BEGIN { printf "a"; for (i = 0; i < 100000; i++) printf "\314\201"; print "marks" }'
        awk 'BEGIN { for (i = 0; i < 100000; i++) printf "0123456789"; print "" }'
        printf '\033[31mred\033[0m plain\n'
        echo 'that was all'
        sleep 600
        """#

    @Test("I25 S01–S06 S09–S11 nothing of a hostile log reaches the terminal as control, and all of it is shown")
    func hostileLog() async throws {
        try await CommandLab.with { lab in
            try await lab.check("host", "add", "local")
            try await lab.check("run", "-d", "--name", "hostile", CommandLab.image, "sh", "-c", Self.script)
            try await TmuxTerminal.with(lab, columns: 140, rows: 50) { terminal in
                let bytes = lab.root + "/bytes"
                try await terminal.record(to: bytes)
                let title = try await terminal.describe("#{pane_title}")
                try await terminal.startConsole()
                try await terminal.press("l", "+", "+")
                try await terminal.wait(for: "that was all", "red plain")
                // The whole log passes the screen.
                try await terminal.press("g")
                try await terminal.wait(
                    for: "^[[2J^[[1;1HAll good clear", "^[]52;c;aGlkZGVu^Gclip", "^[P$q", "<9B>31mc1utf",
                    "safe^H^H^H^HEVIL^K^L^?back", "abc<U+202E>drowssap", "zero<U+200B>width", "bytes", "<+",
                    "01234567890")
                try await terminal.press("G")
                try await terminal.wait(for: "that was all")
                try await terminal.press("q", "q")
                try await terminal.wait(for: TmuxTerminal.prompt)
                #expect(try await terminal.clipboards() == "")
                #expect(try await terminal.describe("#{pane_title}") == title)
                let sent = try Data(contentsOf: URL(fileURLWithPath: bytes))
                #expect(TerminalBytes.foreign(in: sent) == [])
            }
        }
    }
}
