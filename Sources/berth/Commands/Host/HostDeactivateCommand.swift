import ArgumentParser
import JobCore
import JobEngine

/// `berth host deactivate`.
struct HostDeactivateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deactivate", abstract: "Let a host take no new jobs; what runs there goes on.",
        discussion: """
            EXAMPLE
              berth host deactivate local
            """)

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.hosts))
    var names: [String]

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "host deactivate") { runtime in
            for var host in try await runtime.manager.hosts.find(names) {
                host.isActive = false
                try await runtime.manager.hosts.update(host)
            }
        }
    }
}
