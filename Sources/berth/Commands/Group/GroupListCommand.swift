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
            try await format.write(
                ids: groups.map(\.name), record: GroupListRecord(groups: groups.map { GroupRecord($0) }),
                table: GroupText.table(groups))
        }
    }
}
