import ArgumentParser
import JobCore
import JobEngine

/// `berth host remove`.
struct HostRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove hosts to which no unfinished job points; history is kept.",
        discussion: """
            An archived host is in no list but `berth host list --all`; `berth host activate` brings it back as it was.

            EXAMPLES
              berth host remove mock
              berth host remove --archive build
            """,
        aliases: ["rm"])

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.hosts))
    var names: [String]

    @Flag(help: "Keep their settings, and their names for the history that points to them.")
    var archive = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "host remove") { runtime in
            for host in try await runtime.manager.hosts.find(names, includingArchived: true) {
                try await runtime.manager.hosts.remove(host.name, archiving: archive)
            }
        }
    }
}
