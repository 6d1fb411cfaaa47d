import ArgumentParser
import JobCore
import JobEngine

/// `berth template show`.
struct TemplateShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a template, as `berth apply` takes it.",
        discussion: """
            EXAMPLE
              berth template show nightly
            """)

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.templates))
    var name: String

    @Flag(help: "Write JSON.")
    var json = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "template show", isReadOnly: true) { runtime in
            let template = try await runtime.manager.templates.find(name)
            if json { return try await OutputWriter.stdout.line(try JSONText.encode(TemplateRecord(template))) }
            try await OutputWriter.stdout.text(try ManifestText.yaml(templates: [template]))
        }
    }
}
