import ArgumentParser
import JobCore
import JobEngine

/// `berth template remove`.
struct TemplateRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove templates; jobs that were made of them stay.",
        discussion: """
            EXAMPLE
              berth template remove nightly
            """,
        aliases: ["rm"])

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.templates))
    var names: [String]

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "template remove") { runtime in
            for name in names { try await runtime.manager.templates.remove(name) }
        }
    }
}
