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
            try await format.write(
                ids: environments.map(\.name),
                record: EnvironmentListRecord(environments: environments.map(EnvironmentRecord.init)),
                table: table(environments))
        }
    }

    private func table(_ environments: [EnvironmentTemplate]) -> Table {
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
        return table
    }
}
