import ArgumentParser
import JobCore
import JobEngine

/// `berth host edit`.
struct HostEditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Change settings of a host; what is not named stays.",
        discussion: """
            Jobs that run there are not touched; while there are any, the endpoint stays, unless --force says that the same \
            engine is reached by another way.

            EXAMPLE
              berth host edit local --slots 4 --removal 2h
            """,
        aliases: ["set"])

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.hosts))
    var name: String

    @Flag(help: "Change the endpoint although jobs run there: they are looked for at the new one.")
    var force = false

    @OptionGroup var hostSettings: HostSettingOptions
    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "host edit") { runtime in
            var host = try await runtime.manager.hosts.find(name)
            try hostSettings.apply(to: &host)
            try await runtime.manager.hosts.update(host, mayMove: force)
        }
    }
}
