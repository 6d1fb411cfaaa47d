import ArgumentParser
import JobCore

/// `berth wait` (CMD-17).
struct WaitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wait", abstract: "Wait until jobs have ended, and exit with their code.",
        discussion: """
            Prints the number of each job as it ends. Exits with the job's code; with that of the first named job that \
            did not end well, when there are several; with 124 when the wait itself took too long. An array is waited \
            for as a whole; its code is that of its first job that did not end well.

            EXAMPLES
              berth wait 1042
              berth wait --any --timeout 10m $(berth list --status active --format ids)
            """)

    @Argument(
        help: ArgumentHelp("Jobs and arrays: numbers, UUIDs, or @NAME.", valueName: "JOB"),
        completion: .custom(Completions.jobs))
    var jobs: [String]

    @Flag(help: "Only for the first that ends.")
    var any = false

    @Flag(name: .shortAndLong, help: "Print nothing.")
    var quiet = false

    @Option(
        name: .long, parsing: .unconditional, help: ArgumentHelp("At most that long.", valueName: "duration"))
    var timeout: String?

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        let references = try jobs.map { (text) throws(InvalidInput) in try JobReference(parsing: text) }
        let limit = try timeout.map { (text) throws(InvalidInput) in try Duration(parsing: text, field: "--timeout") }
        try await CommandFailure.asNeverStarted {
            try await Runtime.with(global, command: "wait", isReadOnly: true) { runtime in
                let wait = JobWait(manager: runtime.manager, isQuiet: quiet, any: any, limit: limit)
                let vigil = WorkerVigil(runtime: runtime, startsWorker: false, isQuiet: quiet)
                throw ExitCode(try await vigil.during { try await wait.wait(for: references) })
            }
        }
    }
}
