import ArgumentParser
import JobCore
import JobEngine

/// `berth env add`.
struct EnvironmentAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Save a set of variables.",
        discussion: """
            EXAMPLES
              berth env add production -e DB_HOST=db.internal --secret DB_PASSWORD
              berth env add staging --file staging.env
            """)

    @Argument(help: ArgumentHelp("Its name, ASCII.", valueName: "NAME"))
    var name: String

    @OptionGroup var variables: VariableOptions
    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "env add", isCreating: true) { runtime in
            var environment = EnvironmentTemplate(name: name, variables: [])
            try variables.apply(to: &environment, runtime.settings)
            try await runtime.manager.templates.save(environment, mode: .adding)
        }
    }
}
