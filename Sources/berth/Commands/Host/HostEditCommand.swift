import ArgumentParser
import JobCore
import JobEngine

/// `berth host edit`.
struct HostEditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Change settings of a host; what is not named stays.",
        discussion: """
            Jobs that run there are not touched; while there are any, the endpoint stays, unless --force says that the same \
            engine is reached by another way. --unset takes a setting away, or of a list what stands behind `=`; it comes \
            first. `--unset tls` takes away all that TLS needs.

            EXAMPLES
              berth host edit local --slots 4 --removal 2h
              berth host edit local --unset region --unset label=disk
            """,
        aliases: ["set"])

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.hosts))
    var name: String

    @Flag(help: "Change the endpoint although jobs run there: they are looked for at the new one.")
    var force = false

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("Take a setting away, or an entry of a list.", valueName: "SETTING[=NAME]"))
    var unset: [String] = []

    @OptionGroup var hostSettings: HostSettingOptions
    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "host edit") { runtime in
            var host = try await runtime.manager.hosts.find(name)
            for text in unset { try HostSettings.unset(text, of: &host) }
            try hostSettings.apply(to: &host)
            try await runtime.manager.hosts.update(host, mayMove: force)
        }
    }
}
