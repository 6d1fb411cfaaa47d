import Foundation
import Glibc

/// A terminal of a lab's own, in tmux, with an interactive shell: keys go in, the screen comes out.
struct TmuxTerminal: Sendable {
    private let lab: CommandLab

    /// What the shell says when it waits for a line.
    static let prompt = "shell>"
    /// What the first row of the console begins with.
    static let header = " berth "

    /// Lends a terminal, and ends it with all that runs in it on every path.
    ///
    /// - Parameter variables: further environment of the shell.
    static func with(
        _ lab: CommandLab, columns: Int = 120, rows: Int = 40, variables: [String: String] = [:],
        _ body: (TmuxTerminal) async throws -> Void
    ) async throws {
        let terminal = TmuxTerminal(lab: lab)
        var lab = lab
        lab.environment.merge(
            ["berth": WorkerProcess.executable, "PS1": Self.prompt + " ", "SHELL": "/bin/sh"]) { $1 }
        lab.environment.merge(variables) { $1 }
        try await ShellCommand.check(
            "tmux",
            [
                "-S", terminal.socket, "-f", "/dev/null", "set-option", "-g", "default-terminal", "tmux-256color", ";",
                "set-option", "-g", "set-clipboard", "on", ";", "new-session", "-d", "-c", lab.root, "-x",
                "\(columns)", "-y", "\(rows)", "exec bash --norc --noprofile",
            ], environment: lab.environment)
        do {
            try await terminal.wait(for: Self.prompt)
            try await body(terminal)
            await terminal.end()
        } catch {
            if let screen = try? await terminal.screen() {
                print("The screen of the failed test:\n\(screen.trimmingCharacters(in: .whitespacesAndNewlines))")
            }
            await terminal.end()
            throw error
        }
    }

    private init(lab: CommandLab) {
        self.lab = lab
    }

    // MARK: - The keyboard

    /// Types text.
    func type(_ text: String) async throws {
        try await tmux("send-keys", "-l", "--", text)
    }

    /// Presses keys one after the other, by tmux's names: `Enter`, `Escape`, `C-z`, `j`.
    func press(_ keys: String...) async throws {
        try await tmux(["send-keys"] + keys)
    }

    /// Types a line for the shell.
    func run(_ line: String) async throws {
        try await type(line)
        try await press("Enter")
    }

    /// Starts `berth`, and waits for its first frame.
    ///
    /// - Parameter prefix: put in front of it, such as `TERM=linux` or `exec`.
    func startConsole(_ arguments: String = "console", prefix: String = "") async throws {
        // Names its process, whatever runs it.
        try await run(#"\#(prefix) sh -c 'echo $$ >"$HOME/console.pid"; exec "$berth" \#(arguments)'"#)
        try await wait(for: Self.header)
    }

    /// The process that `startConsole` started.
    func consoleProcess() throws -> pid_t {
        let text = try String(contentsOfFile: lab.root + "/console.pid", encoding: .utf8)
        guard let process = pid_t(text.trimmingCharacters(in: .newlines)) else {
            throw ShellCommand.Failure(description: "'\(text)' is no process.")
        }
        return process
    }

    // MARK: - The screen

    /// Everything that is on it.
    func screen() async throws -> String {
        try await tmux("capture-pane", "-p")
    }

    /// Waits until all of these stand on the screen together.
    ///
    /// - Returns: the screen.
    @discardableResult
    func wait(for texts: String..., within limit: Duration = .seconds(60)) async throws -> String {
        var last = ""
        do {
            return try await eventually("\(texts) on the screen", within: limit, every: .milliseconds(100)) {
                last = try await screen()
                return texts.allSatisfy(last.contains) ? last : nil
            }
        } catch let error as TimedOut {
            throw TimedOut(description: "\(error) There is:\n\(last)")
        }
    }

    /// Waits until a text has gone from the screen.
    func waitUntilGone(_ text: String) async throws {
        try await eventually("'\(text)' is gone from the screen", every: .milliseconds(100)) {
            try await !screen().contains(text)
        }
    }

    /// Gives the window another size.
    func resize(columns: Int, rows: Int) async throws {
        try await tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
    }

    /// Writes every byte that the program sends to its terminal into a file, from now on.
    func record(to path: String) async throws {
        try await tmux("pipe-pane", "-O", "cat >> '\(path)'")
    }

    /// What tmux knows about the pane, such as `#{pane_title}`.
    func describe(_ format: String) async throws -> String {
        try await tmux("display-message", "-p", format).trimmingCharacters(in: .newlines)
    }

    /// The clipboards that programs have written to.
    func clipboards() async throws -> String {
        try await tmux("list-buffers")
    }

    /// Closes the window, as one closes the window of a terminal emulator.
    func close() async throws {
        try await tmux("kill-session")
    }

    // MARK: - tmux

    private var socket: String { lab.root + "/tmux.sock" }

    @discardableResult
    private func tmux(_ arguments: String...) async throws -> String {
        try await tmux(arguments)
    }

    @discardableResult
    private func tmux(_ arguments: [String]) async throws -> String {
        try await ShellCommand.check("tmux", ["-S", socket] + arguments, environment: lab.environment)
    }

    private func end() async {
        _ = try? await tmux("kill-server")
    }
}
