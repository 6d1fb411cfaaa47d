import Foundation
import Glibc
import Testing

/// However the console ends, the terminal is as it was and every job goes on.
@Suite("The end of the console")
struct ConsoleEndTests {
    /// Runs the console in front of a running job and lets something happen to it; afterwards the job must go on.
    private func withRunningJob(
        _ body: (CommandLab, TmuxTerminal) async throws -> Void
    ) async throws {
        try await CommandLab.with { lab in
            try await lab.check("host", "add", "local")
            let number = try await lab.check(
                "run", "-d", "--name", "survivor", CommandLab.image, "sh", "-c",
                "echo begun; while ! [ -e /tmp/end ]; do sleep 0.2; done")
            try await lab.wait(for: number, status: "running")
            let container = try await lab.job(number).attempts.first?.containerName
            try await TmuxTerminal.with(lab) { try await body(lab, $0) }
            let job = try await lab.job(number)
            #expect(job.status == "running", "\(job.error ?? "")")
            #expect(job.attemptsUsed == 1)
            #expect(job.attempts.first?.containerName == container)
        }
    }

    /// Runs the console from a shell that repairs no modes, and says how it ended.
    private func startBetweenLooks(_ terminal: TmuxTerminal) async throws {
        // The exec'd inner shell is the console; what runs around it compares the modes before and after.
        try await terminal.run(
            #"sh -c 'stty -g >before; sh -c "echo \$\$ >console.pid; exec \$berth console"; code=$?; "#
                + #"stty -g >after; cmp before after && echo "ended with $code, modes kept"'"#)
        try await terminal.wait(for: TmuxTerminal.header, "survivor")
    }

    private func isGone(_ process: pid_t) -> Bool {
        kill(process, 0) != 0 && errno == ESRCH
    }

    @Test(
        "F87 SIGTERM ends it with its own code; modes and screen come back, the job goes on",
        arguments: [SIGTERM, SIGINT])
    func terminated(_ signal: Int32) async throws {
        try await withRunningJob { _, terminal in
            try await startBetweenLooks(terminal)
            kill(try terminal.consoleProcess(), signal)
            let screen = try await terminal.wait(for: "ended with \(128 + signal), modes kept")
            #expect(!screen.contains("JOBS"), "the screen from before was not brought back")
        }
    }

    @Test("F87 q and ctrl-c leave at once; modes and screen come back, the job goes on", arguments: ["q", "C-c"])
    func left(_ key: String) async throws {
        try await withRunningJob { _, terminal in
            try await startBetweenLooks(terminal)
            try await terminal.press(key)
            let screen = try await terminal.wait(for: "ended with 0, modes kept")
            #expect(!screen.contains("JOBS"), "the screen from before was not brought back")
        }
    }

    @Test("F88 kill -9 of the console stops nothing, and the next console shows the job as before")
    func killed() async throws {
        try await withRunningJob { lab, terminal in
            try await terminal.startConsole()
            try await terminal.wait(for: "survivor", "running")
            let process = try terminal.consoleProcess()
            kill(process, SIGKILL)
            // The shell's word about it lands where the cursor was, perhaps over the edge of the screen.
            try await eventually("console \(process) has ended") { isGone(process) }
            #expect(try await lab.berth("worker", "status").code == 0)
            // What a person does after it.
            try await terminal.run("reset")
            try await terminal.startConsole()
            try await terminal.wait(for: "survivor", "running")
            try await terminal.press("q")
            try await terminal.wait(for: TmuxTerminal.prompt)
        }
    }

    @Test("F87 a closed window ends it, and nothing is left spinning", arguments: ["", "trap '' HUP;"])
    func closedWindow(_ before: String) async throws {
        try await withRunningJob { _, terminal in
            if !before.isEmpty { try await terminal.run(before) }
            try await terminal.startConsole()
            let process = try terminal.consoleProcess()
            try await terminal.close()
            try await eventually("console \(process) has ended") { isGone(process) }
        }
    }

    @Test("F87 ctrl-z gives the shell its terminal, fg brings the console back as it was")
    func suspended() async throws {
        try await withRunningJob { _, terminal in
            try await terminal.run("stty -a | tr -s ' ;' '\\n' >before")
            try await terminal.startConsole()
            try await terminal.wait(for: "survivor", "running")
            try await terminal.press("C-z")
            try await terminal.wait(for: "Stopped")
            try await terminal.run("stty -a | tr -s ' ;' '\\n' >after; cmp before after && echo 'modes kept'")
            let shell = try await terminal.wait(for: "modes kept\n")
            #expect(!shell.contains("JOBS"), "the shell's screen was not brought back")
            // While it sleeps, its window changes.
            try await terminal.resize(columns: 90, rows: 30)
            try await terminal.run("fg")
            try await terminal.wait(for: TmuxTerminal.header, "survivor", "running")
            try await terminal.press("?")
            try await terminal.wait(for: "In the job list")
            try await terminal.press("Escape")
            try await terminal.waitUntilGone("In the job list")
            try await terminal.press("q")
            try await terminal.waitUntilGone("JOBS")
        }
    }
}
