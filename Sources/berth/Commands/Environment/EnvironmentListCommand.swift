import ArgumentParser
import JobCore
import JobEngine

/// `berth env list`.
struct EnvironmentListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the saved sets of variables.",
        discussion: """
            EXAMPLE
              berth env list --format json
            """,
        aliases: ["ls"])

    @Option(name: .shortAndLong, help: "Form of the output.")
    var format = OutputFormat.table

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "env list", isReadOnly: true) { runtime in
            let environments = try await runtime.manager.templates.environments()
            let out = OutputWriter.stdout
            switch format {
            case .ids: try await out.text(environments.map { $0.name + "\n" }.joined())
            case .json:
                let records = environments.map(EnvironmentRecord.init)
                try await out.line(try JSONText.encode(EnvironmentListRecord(environments: records)))
            case .table:
                var table = Table([
                    Table.Column(title: "ENVIRONMENT"), Table.Column(title: "VARIABLES", isFlexible: true),
                    Table.Column(title: "CHANGED"), Table.Column(title: "DESCRIPTION", isFlexible: true),
                ])
                for environment in environments {
                    table.add([
                        environment.name, environment.variables.map(\.name).joined(separator: " "),
                        Timestamp.person(environment.updatedAt), environment.description ?? "",
                    ])
                }
                try await out.text(table.lines(width: out.width).map { $0 + "\n" }.joined())
            }
        }
    }
}
