import ArgumentParser
import JobCore
import JobEngine

/// `berth group list`.
struct GroupListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List groups and how full they are.",
        discussion: """
            EXAMPLE
              berth group list --format json
            """,
        aliases: ["ls"])

    @Option(name: .shortAndLong, help: "Form of the output.")
    var format = OutputFormat.table

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "group list", isReadOnly: true) { runtime in
            let groups = try await runtime.manager.groups.list()
            let out = OutputWriter.stdout
            switch format {
            case .ids: try await out.write(Array(groups.map { $0.name + "\n" }.joined().utf8))
            case .json:
                try await out.line(try JSONText.encode(GroupListRecord(groups: groups.map { GroupRecord($0) })))
            case .table:
                let lines = GroupText.table(groups).lines(width: out.width)
                try await out.write(Array(lines.map { $0 + "\n" }.joined().utf8))
            }
        }
    }
}
