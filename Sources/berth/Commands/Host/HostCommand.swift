import ArgumentParser

/// `berth host` (CMD-09).
struct HostCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "host", abstract: "The places where jobs run.",
        discussion: """
            EXAMPLES
              berth host list
              berth host add local --endpoint unix:///run/docker.sock --slots 4
              berth host add mock --kind mock --option failureRate=0.2
            """,
        subcommands: [
            HostAddCommand.self, HostListCommand.self, HostShowCommand.self, HostEditCommand.self,
            HostCheckCommand.self, HostActivateCommand.self, HostDeactivateCommand.self, HostDrainCommand.self,
            HostRemoveCommand.self, HostImportCommand.self,
        ])
}
