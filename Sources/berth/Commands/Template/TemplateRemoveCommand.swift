import ArgumentParser
import JobCore
import JobEngine

/// `berth template remove`.
struct TemplateRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove templates; jobs that were made of them stay.",
        discussion: """
            A schedule that takes one leaves its runs out, and says why, until there is a template of that name again.

            EXAMPLE
              berth template remove nightly
            """,
        aliases: ["rm"])

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.templates))
    var names: [String]

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "template remove") { runtime in
            let schedules = try await runtime.manager.schedules.list()
            for name in names {
                try await runtime.manager.templates.remove(name)
                for schedule in schedules where schedule.template == name {
                    StandardError.say(
                        "Schedule '\(schedule.name)' takes template '\(name)': its runs are left out until there is one again."
                    )
                }
            }
        }
    }
}
