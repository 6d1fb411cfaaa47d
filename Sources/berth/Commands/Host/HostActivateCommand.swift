import ArgumentParser
import JobCore
import JobEngine

/// `berth host activate`.
struct HostActivateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "activate", abstract: "Let a host take new jobs, also one that is archived.",
        discussion: """
            EXAMPLE
              berth host activate local
            """)

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.hosts))
    var names: [String]

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "host activate") { runtime in
            let archived = Set(try await runtime.manager.hosts.archived().map(\.host.name))
            for host in try await runtime.manager.hosts.find(names, includingArchived: true) {
                if archived.contains(host.name) { try await runtime.manager.hosts.restore(host.name) }
                var host = host
                host.isActive = true
                try await runtime.manager.hosts.update(host)
            }
        }
    }
}
