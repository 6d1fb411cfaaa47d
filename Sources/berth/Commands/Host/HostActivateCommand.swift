import ArgumentParser
import JobCore
import JobEngine

/// `berth host activate`.
struct HostActivateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "activate", abstract: "Let a host take new jobs.",
        discussion: """
            EXAMPLE
              berth host activate local
            """)

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.hosts))
    var names: [String]

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "host activate") { runtime in
            for name in names {
                var host = try await runtime.manager.hosts.find(name)
                host.isActive = true
                try await runtime.manager.hosts.update(host)
            }
        }
    }
}
