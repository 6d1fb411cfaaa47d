import ArgumentParser
import JobCore
import JobEngine

/// `berth host remove`.
struct HostRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove hosts to which no unfinished job points; history is kept.",
        discussion: """
            EXAMPLE
              berth host remove mock
            """,
        aliases: ["rm"])

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.hosts))
    var names: [String]

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "host remove") { runtime in
            for name in names { try await runtime.manager.hosts.remove(name) }
        }
    }
}
