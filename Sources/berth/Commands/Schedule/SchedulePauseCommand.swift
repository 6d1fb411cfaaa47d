import ArgumentParser
import JobCore
import JobEngine

/// `berth schedule pause`.
struct SchedulePauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Let schedules submit nothing; what runs goes on.",
        discussion: """
            EXAMPLE
              berth schedule pause nightly
            """)

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.schedules))
    var names: [String]

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "schedule pause") { runtime in
            for name in names {
                let schedule = try await runtime.manager.schedules.pause(name)
                try await OutputWriter.stdout.line("\(name) \(ScheduleText.state(schedule))")
            }
        }
    }
}
