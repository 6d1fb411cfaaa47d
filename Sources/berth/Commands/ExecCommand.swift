import ArgumentParser
import Foundation
import Glibc
import JobCore
import JobEngine

/// `berth exec` (CMD-18).
struct ExecCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec", abstract: "Run a command in the container of a running job.",
        discussion: """
            Options stand before the command, before or behind JOB. Without a command, and on a terminal, it opens a \
            shell. Exits with the command's own code; 126 and 127 when it cannot be executed or is missing, 125 when \
            Berth or the engine failed. The job itself is not touched.

            EXAMPLES
              berth exec 1042 ps
              berth exec -it @nightly sh
              pg_dump shop | berth exec -i 1042 psql
            """)

    @Flag(name: .shortAndLong, help: "Pass standard input on.")
    var interactive = false

    @Flag(name: .shortAndLong, help: "With a terminal; both streams become one.")
    var tty = false

    @Argument(help: ArgumentHelp("Number, UUID, or @NAME.", valueName: "JOB"), completion: .custom(Completions.jobs))
    var job: String

    @Argument(
        parsing: .postTerminator, help: ArgumentHelp("Program and arguments.", valueName: "COMMAND"))
    var command: [String] = []

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        let reference = try JobReference(parsing: job)
        let order = try order()
        let code = try await CommandFailure.asNeverStarted {
            try await Runtime.with(global, command: "exec") { runtime in
                let number = try await runtime.manager.jobs.find(reference).number
                let (host, id) = try await runtime.manager.containers.place(of: number)
                return try await runtime.manager.containers.execute(order, in: id, on: host) { session in
                    await ExecBridge(session: session, order: order).run()
                }
            }
        }
        guard let code else {
            throw CommandFailure(
                "The line to the command broke; it may go on in the container. See `berth show \(job)`.",
                exitCode: ExitStatus.neverStarted)
        }
        throw ExitCode(Int32(clamping: code))
    }

    private func order() throws -> ExecOrder {
        guard !command.isEmpty else {
            guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
                throw InvalidInput("COMMAND", "It is missing, and without a terminal there is no shell. Write one.")
            }
            return .shell
        }
        guard !tty || isatty(STDIN_FILENO) == 1 else {
            throw InvalidInput("--tty", "Standard input is no terminal. Leave -t out.")
        }
        return ExecOrder(command, takesInput: interactive, hasTerminal: tty)
    }
}
