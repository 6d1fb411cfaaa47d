import ArgumentParser
import JobCore
import JobEngine

/// `berth schedule remove`.
struct ScheduleRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove schedules; the jobs that they submitted stay.",
        discussion: """
            EXAMPLE
              berth schedule remove nightly
            """,
        aliases: ["rm"])

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.schedules))
    var names: [String]

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "schedule remove") { runtime in
            for name in names {
                try await runtime.manager.schedules.remove(name)
                try await OutputWriter.stdout.line("\(name) removed")
            }
        }
    }
}
