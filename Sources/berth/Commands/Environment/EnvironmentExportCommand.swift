import ArgumentParser
import JobCore
import JobEngine

/// `berth env export`.
struct EnvironmentExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write sets of variables as a file for `berth apply`.",
        discussion: """
            Values of secrets are not written: where they are applied, the store keeps what it holds.

            EXAMPLE
              berth env export production > production.yaml
            """)

    @Argument(
        help: ArgumentHelp("Which; all unless named.", valueName: "NAME"), completion: .custom(Completions.environments)
    )
    var names: [String] = []

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "env export", isReadOnly: true) { runtime in
            var chosen = try await runtime.manager.templates.environments()
            if !names.isEmpty {
                chosen = []
                for name in names { chosen.append(try await runtime.manager.templates.environment(name)) }
            }
            try await OutputWriter.stdout.text(try ManifestText.yaml(environments: chosen))
        }
    }
}
