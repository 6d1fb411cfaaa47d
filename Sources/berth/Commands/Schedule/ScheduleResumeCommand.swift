import ArgumentParser
import JobCore
import JobEngine

/// `berth schedule resume`.
struct ScheduleResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Let schedules submit again, from the next due time.",
        discussion: """
            EXAMPLE
              berth schedule resume nightly
            """)

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.schedules))
    var names: [String]

    @Flag(help: "Start no worker.")
    var noWorker = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "schedule resume") { runtime in
            for name in names {
                let schedule = try await runtime.manager.schedules.resume(name)
                try await OutputWriter.stdout.line("\(name) \(ScheduleText.state(schedule))")
                if !noWorker, schedule.nextAt != nil { try await runtime.startWorker() }
            }
        }
    }
}
