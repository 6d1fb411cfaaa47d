import ArgumentParser
import JobCore
import JobEngine

/// `berth template list`.
struct TemplateListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the templates.",
        discussion: """
            EXAMPLE
              berth template list --format json
            """,
        aliases: ["ls"])

    @Option(name: .shortAndLong, help: "Form of the output.")
    var format = OutputFormat.table

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "template list", isReadOnly: true) { runtime in
            let templates = try await runtime.manager.templates.list()
            try await format.write(
                ids: templates.map(\.name), record: TemplateListRecord(templates: templates.map(TemplateRecord.init)),
                table: table(templates))
        }
    }

    private func table(_ templates: [JobTemplate]) -> Table {
        var table = Table([
            Table.Column(title: "TEMPLATE"), Table.Column(title: "IMAGE", isFlexible: true),
            Table.Column(title: "COMMAND", isFlexible: true), Table.Column(title: "CHANGED"),
            Table.Column(title: "DESCRIPTION", isFlexible: true),
        ])
        for template in templates {
            table.add([
                template.name, template.request.image, ShellWords.join(template.request.command),
                Timestamp.person(template.updatedAt), template.description ?? "",
            ])
        }
        return table
    }
}
