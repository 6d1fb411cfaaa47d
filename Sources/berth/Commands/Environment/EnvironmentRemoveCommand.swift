import ArgumentParser
import JobCore
import JobEngine

/// `berth env remove`.
struct EnvironmentRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove sets of variables that no template names.",
        discussion: """
            EXAMPLE
              berth env remove staging
            """,
        aliases: ["rm"])

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.environments))
    var names: [String]

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "env remove") { runtime in
            for name in names { try await runtime.manager.templates.removeEnvironment(name) }
        }
    }
}
