import ArgumentParser
import JobCore
import JobEngine

/// `berth group remove`.
struct GroupRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Forget groups all of whose jobs have ended.",
        discussion: """
            EXAMPLE
              berth group remove gpu
            """,
        aliases: ["rm"])

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.groups))
    var names: [String]

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "group remove") { runtime in
            for name in names {
                _ = try await runtime.manager.groups.remove(name)
                try await OutputWriter.stdout.line("\(name) removed")
            }
        }
    }
}
