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
            let out = OutputWriter.stdout
            switch format {
            case .ids: try await out.write(Array(templates.map { $0.name + "\n" }.joined().utf8))
            case .json:
                try await out.line(
                    try JSONText.encode(TemplateListRecord(templates: templates.map(TemplateRecord.init))))
            case .table:
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
                try await out.write(Array(table.lines(width: out.width).map { $0 + "\n" }.joined().utf8))
            }
        }
    }
}
