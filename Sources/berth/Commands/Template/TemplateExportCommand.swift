import ArgumentParser
import JobCore
import JobEngine

/// `berth template export`.
struct TemplateExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write templates as a file for `berth apply`.",
        discussion: """
            With the environments that they name; values of secrets are not written: where they are applied, the store \
            keeps what it holds.

            EXAMPLE
              berth template export > templates.yaml
            """)

    @Argument(
        help: ArgumentHelp("Which; all unless named.", valueName: "NAME"), completion: .custom(Completions.templates))
    var names: [String] = []

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "template export", isReadOnly: true) { runtime in
            let templates = runtime.manager.templates
            var chosen = try await templates.list()
            if !names.isEmpty {
                chosen = []
                for name in names { chosen.append(try await templates.find(name)) }
            }
            let needed = Set(chosen.flatMap { $0.request[.environmentTemplate] })
            let environments = try await templates.environments().filter { names.isEmpty || needed.contains($0.name) }
            try await OutputWriter.stdout.text(try ManifestText.yaml(templates: chosen, environments: environments))
        }
    }
}
