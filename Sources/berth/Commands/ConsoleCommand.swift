import ArgumentParser
import ConsoleApp
import ConsoleNcurses
import ConsoleUI
import Foundation
import JobCore
import JobEngine

/// `berth console`, and `berth` without the name of a command: the console on this terminal. A client; however it ends, every job goes on.
struct ConsoleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "console", abstract: "Open the console (also: `berth` alone).",
        discussion: """
            `?` shows the keys. Closing it, a lost line or kill -9 changes nothing for any job.

            EXAMPLES
              berth
              berth --read-only
              berth console --snapshot 120x36      one frame as text
            """)

    @Flag(help: "Only look: nothing can be changed.")
    var readOnly = false

    @Flag(help: "Start no worker in the background.")
    var noWorker = false

    @Option(help: ArgumentHelp("Print one frame of that size as text, and end.", valueName: "COLSxROWS"))
    var snapshot: String?

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        if let snapshot { return try await printFrame(snapshot) }
        guard OutputWriter.stdout.isTerminal, isatty(STDIN_FILENO) == 1 else {
            throw CommandFailure(
                "The console needs a terminal. `berth list --watch --plain` shows the same as lines.",
                exitCode: ExitStatus.usage)
        }
        try await Runtime.with(global, command: "console", isCreating: true, isReadOnly: readOnly) { runtime in
            try await ConsoleSession(runtime: runtime, isReadOnly: readOnly, startsWorker: !noWorker && !readOnly).run()
        }
    }

    private func printFrame(_ text: String) async throws {
        guard let size = Size(parsing: text) else {
            throw InvalidInput(
                "--snapshot",
                "'\(TextForSentence.shortened(text))' is no size. Write columns and rows, for example 120x36; both up to 1000."
            )
        }
        try await Runtime.with(global, command: "console", isReadOnly: true) { runtime in
            try await OutputWriter.stdout.line(ConsoleSession(runtime: runtime, isReadOnly: true).snapshot(size))
        }
    }
}
