import ArgumentParser
import JobCore
import JobEngine

/// `berth env edit`.
struct EnvironmentEditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Change variables by options, or in your editor.",
        discussion: """
            Without options, $VISUAL or $EDITOR opens them as NAME=value lines. A secret stands there as dots; what is \
            left like that keeps its value.

            EXAMPLES
              berth env edit production -e DB_HOST=db2.internal --unset DEBUG
              berth env edit production
            """)

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.environments))
    var name: String

    @OptionGroup var variables: VariableOptions

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("Take a variable away.", valueName: "NAME"))
    var unset: [String] = []

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "env edit") { runtime in
            // Refused as elsewhere when it is not there.
            _ = try await runtime.manager.templates.environment(name)
            var environment = try await runtime.manager.templates.library().environment(name)
            if variables.isEmpty, unset.isEmpty {
                environment.variables = try await edited(environment)
            } else {
                for name in unset {
                    guard environment.variables.contains(where: { $0.name == name }) else {
                        throw InvalidInput("--unset", "'\(environment.name)' has no variable '\(name)'.")
                    }
                    environment.variables.removeAll { $0.name == name }
                }
                try variables.apply(to: &environment, runtime.settings)
            }
            try await runtime.manager.templates.save(environment, mode: .replacing)
        }
    }

    /// The secret values never reach the file that the editor opens.
    private func edited(_ environment: EnvironmentTemplate) async throws -> [EnvironmentVariable] {
        let shown = environment.variables.map { EnvironmentVariable(name: $0.name, value: $0.maskedValue) }
        let text = try await TextEditor.edit(EnvironmentText.text(shown), suffix: ".env")
        let secrets = Dictionary(
            uniqueKeysWithValues: environment.variables.filter(\.isSecret).map { ($0.name, $0) })
        return try EnvironmentText.parse(text, source: "the edited text", field: "env").map { variable in
            guard var secret = secrets[variable.name] else { return variable }
            if variable.value != secret.maskedValue { secret.value = variable.value }
            return secret
        }
    }
}
