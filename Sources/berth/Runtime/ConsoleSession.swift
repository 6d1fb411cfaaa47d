import ArgumentParser
import ConsoleApp
import ConsoleNcurses
import Foundation
import JobCore
import JobPersistence

/// The console on the terminal of this process, which gets it back on every path.
struct ConsoleSession {
    let runtime: Runtime

    func run() async throws {
        let environment = runtime.settings.environment
        let terminal: NcursesTerminal
        do {
            terminal = try await NcursesTerminal.open(NcursesTerminal.Options(term: environment["TERM"]))
        } catch {
            throw CommandFailure("\(error)")
        }
        let console = Console(
            manager: runtime.manager,
            options: ConsoleOptions(
                storeName: runtime.directory.path, isColorless: !(environment["NO_COLOR"] ?? "").isEmpty))
        let end = await console.run(on: terminal)
        await terminal.close()
        if case .terminated(let signal) = end { throw ExitCode(128 + signal) }
    }
}
