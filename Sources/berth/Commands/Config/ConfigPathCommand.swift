import ArgumentParser

/// `berth config path`.
struct ConfigPathCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "path", abstract: "Print where the configuration file is looked for.",
        discussion: """
            EXAMPLE
              $EDITOR "$(berth config path)"
            """)

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        // Also for a file with a mistake in it: that is when one wants to edit it.
        try await OutputWriter.stdout.line(Settings.path(configuration: global.config))
    }
}
