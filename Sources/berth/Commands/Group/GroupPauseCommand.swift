import ArgumentParser
import JobCore
import JobEngine

/// `berth group pause`.
struct GroupPauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Start none of a group's jobs; what runs goes on.",
        discussion: """
            EXAMPLE
              berth group pause gpu
            """)

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.groups))
    var names: [String]

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "group pause") { runtime in
            for name in names {
                let group = try await runtime.manager.groups.pause(name)
                try await OutputWriter.stdout.line(GroupText.line(group))
            }
        }
    }
}
