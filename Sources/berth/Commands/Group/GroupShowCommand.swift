import ArgumentParser
import JobCore
import JobEngine

/// `berth group show`.
struct GroupShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a group; `berth list --group` lists its jobs.",
        discussion: """
            EXAMPLE
              berth group show gpu
            """)

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.groups))
    var name: String

    @Flag(help: "As JSON.")
    var json = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "group show", isReadOnly: true) { runtime in
            let group = try await runtime.manager.groups.find(name)
            guard !json else {
                return try await OutputWriter.stdout.line(
                    try JSONText.encode(GroupListRecord(groups: [GroupRecord(group)])))
            }
            for (label, value) in GroupText.fields(group) where !value.isEmpty {
                let padding = String(repeating: " ", count: 12 - label.count)
                try await OutputWriter.stdout.line(label + padding + TerminalSafe.text(value))
            }
        }
    }
}
