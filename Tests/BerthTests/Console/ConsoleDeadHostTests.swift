import Foundation
import Glibc
import Testing

/// What does not answer delays neither the first frame nor any key.
@Suite("The console beside what hangs")
struct ConsoleDeadHostTests {
    /// Opens the console on a store that has a hanging host, and works with it while the host hangs.
    private func work(with lab: CommandLab, beside hanging: String) async throws {
        try await lab.check("run", "-d", "--name", "here", "--host", "local", CommandLab.image, "sleep", "600")
        try await lab.check("run", "-d", "--name", "there", "--host", hanging, CommandLab.image, "true")
        try await lab.wait(for: "@here", status: "running")
        try await TmuxTerminal.with(lab) { terminal in
            try await terminal.startConsole()
            try await terminal.wait(for: "here", "there", "running")
            try await terminal.press("?")
            try await terminal.wait(for: "In the job list")
            try await terminal.press("Escape")
            try await terminal.waitUntilGone("In the job list")
            // The one that hangs is named, the other one works.
            try await terminal.press("2")
            try await terminal.wait(for: "HOSTS", "local", hanging)
            try await terminal.press("1", "g", "j")
            try await terminal.press("s")
            try await terminal.wait(for: "Cancel")
            try await terminal.press("y")
            try await lab.wait(for: "@here", status: "cancelled")
            try await terminal.wait(for: "cancelled")
            try await terminal.press("q")
            try await terminal.wait(for: TmuxTerminal.prompt)
        }
        #expect(try await lab.job("@there").attemptsUsed <= 1)
        #expect(try await !["completed", "failed"].contains(lab.job("@there").status))
    }

    @Test("I17 F28 an engine that takes connections and never answers delays neither the first frame nor any key")
    func silentSocket() async throws {
        try await CommandLab.with { lab in
            let silent = try SilentSocket(at: lab.root + "/silent.sock")
            try await lab.check("host", "add", "local")
            // Says that it does not answer, and adds it.
            _ = try await lab.berth("host", "add", "hanging", "--endpoint", silent.endpoint)
            try await work(with: lab, beside: "hanging")
        }
    }

    @Test("I17 a stopped engine delays neither the first frame nor any key")
    func stoppedEngine() async throws {
        try await TestEngine.withPrivate("stopped") { engine in
            try await CommandLab.with { lab in
                try await lab.check("host", "add", "local")
                try await lab.check("host", "add", "stopped", "--endpoint", engine.url)
                let daemon = try await engine.command("pid").trimmingCharacters(in: .whitespacesAndNewlines)
                let process = try #require(pid_t(daemon))
                kill(process, SIGSTOP)
                defer { kill(process, SIGCONT) }
                try await work(with: lab, beside: "stopped")
            }
        }
    }

    @Test("I17 F69 while another process has locked the store, the console shows it and answers keys")
    func lockedStore() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            try await lab.check("host", "add", "mock", "--kind", "mock", "--option", "duration=10m")
            try await lab.check("run", "-d", "--name", "mocked", "example/report:1")
            try await lab.wait(for: "1", status: "running")
            // Held until the file is gone; what comes from the shell keeps sqlite3 in the transaction.
            let lock = try await WorkerProcess.start(
                [
                    "-c",
                    "(echo 'BEGIN EXCLUSIVE; SELECT 1;'; until [ -e \(lab.root)/end ]; do sleep 0.1; done) | "
                        + "sqlite3 \(lab.storePath)/berth.sqlite >\(lab.root)/locked",
                ], program: "sh", environment: lab.environment, logPath: lab.root + "/lock.log")
            try await eventually("the store is locked") {
                FileManager.default.contents(atPath: lab.root + "/locked")?.isEmpty == false || !lock.isRunning
            }
            #expect(lock.isRunning, "\(lock.log)")
            try await TmuxTerminal.with(lab) { terminal in
                try await terminal.startConsole("console --no-worker")
                try await terminal.wait(for: "mocked", "running")
                try await terminal.press("?")
                try await terminal.wait(for: "In the job list")
                try await terminal.press("Escape")
                try await terminal.waitUntilGone("In the job list")
                #expect(lock.isRunning)
                try Data().write(to: URL(fileURLWithPath: lab.root + "/end"))
                try await lock.end()
                try await terminal.press("q")
                try await terminal.wait(for: TmuxTerminal.prompt)
            }
        }
    }

    @Test("I17 F37 in a flood of log lines the console answers keys and the worker goes on renewing its lease")
    func flood() async throws {
        try await CommandLab.with { lab in
            try await lab.check("host", "add", "local")
            try await lab.check(
                "run", "-d", "--name", "flood", CommandLab.image, "sh", "-c",
                "while :; do yes 'flood of lines' | head -c 1m; sleep 0.1; done")
            try await TmuxTerminal.with(lab) { terminal in
                try await terminal.startConsole()
                try await terminal.wait(for: "flood of lines")
                var renewals = Set<String>()
                for _ in 0..<5 {
                    try await terminal.press("?")
                    try await terminal.wait(for: "In the job list")
                    try await terminal.press("Escape")
                    try await terminal.waitUntilGone("In the job list")
                }
                try await eventually("the lease is renewed again and again", every: .milliseconds(500)) {
                    let status = try await lab.check("worker", "status", "--json")
                    if let renewal = status.firstMatch(of: /"renewedAt" *: *"([^"]+)"/) {
                        renewals.insert(String(renewal.1))
                    }
                    return renewals.count >= 3
                }
                #expect(try await lab.job("1").status == "running")
                try await terminal.press("q")
                try await terminal.wait(for: TmuxTerminal.prompt)
            }
        }
    }
}
