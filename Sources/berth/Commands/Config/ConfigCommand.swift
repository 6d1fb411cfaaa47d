import ArgumentParser

/// `berth config`.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "The configuration: what holds, where it stands, whether it is right.",
        discussion: """
            A flag wins over the environment, the environment over the file, the file over the default.

            EXAMPLES
              berth config show
              berth config check --config ./new.yaml
              $EDITOR "$(berth config path)"
            """,
        subcommands: [ConfigShowCommand.self, ConfigPathCommand.self, ConfigCheckCommand.self])
}
