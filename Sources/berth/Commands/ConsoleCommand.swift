import ArgumentParser
import ConsoleApp
import ConsoleNcurses
import Foundation
import JobCore
import JobEngine

/// `berth console`, and the bare `berth`: the console on this terminal. A client; however it ends, every job goes on.
struct ConsoleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "console", abstract: "Open the console (also: `berth` alone).",
        discussion: """
            `?` shows the keys. Closing it, a lost line or kill -9 changes nothing for any job.

            EXAMPLES
              berth
              berth console --read-only
            """)

    @Flag(help: "Only look: nothing can be changed.")
    var readOnly = false

    @Flag(help: "Start no worker in the background.")
    var noWorker = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        guard OutputWriter.stdout.isTerminal, isatty(STDIN_FILENO) == 1 else {
            throw CommandFailure(
                "The console needs a terminal. `berth list --watch --plain` shows the same as lines.",
                exitCode: ExitStatus.usage)
        }
        try await Runtime.with(global, command: "console", isCreating: true, isReadOnly: readOnly) { runtime in
            try await ConsoleSession(runtime: runtime, isReadOnly: readOnly, startsWorker: !noWorker && !readOnly).run()
        }
    }
}
