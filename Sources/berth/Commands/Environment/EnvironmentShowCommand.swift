import ArgumentParser
import JobCore
import JobEngine

/// `berth env show`.
struct EnvironmentShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a set of variables, secrets masked.",
        discussion: """
            EXAMPLE
              berth env show production
            """)

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.environments))
    var name: String

    @Flag(help: "Write JSON.")
    var json = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "env show", isReadOnly: true) { runtime in
            let environment = try await runtime.manager.templates.environment(name)
            if json { return try await OutputWriter.stdout.line(try JSONText.encode(EnvironmentRecord(environment))) }
            for variable in environment.variables {
                try await OutputWriter.stdout.line(TerminalSafe.text("\(variable.name)=\(variable.maskedValue)"))
            }
        }
    }
}
