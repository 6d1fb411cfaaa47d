import ArgumentParser
import JobCore
import JobEngine

/// `berth schedule run`.
struct ScheduleRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run schedules at once, beside their due times, and print the jobs' numbers.",
        discussion: """
            EXAMPLE
              berth schedule run nightly
            """)

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.schedules))
    var names: [String]

    @Flag(help: "Only submit; start no worker.")
    var noWorker = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "schedule run") { runtime in
            if !noWorker { try await FirstHost.ensure(runtime) }
            for name in names {
                let job = try await runtime.manager.schedules.run(name)
                try await OutputWriter.stdout.line("\(job.number)")
            }
            if !noWorker { try await runtime.startWorker() }
        }
    }
}
