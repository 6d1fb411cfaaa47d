import ArgumentParser

/// `berth env`: saved sets of variables.
struct EnvironmentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "env", abstract: "Save variables that jobs and templates share.",
        discussion: """
            Values of secrets are sealed at rest, and shown nowhere.

            EXAMPLES
              berth env add production -e DB_HOST=db.internal --secret DB_PASSWORD
              berth run --env-template production app:2 report
            """,
        subcommands: [
            EnvironmentAddCommand.self, EnvironmentListCommand.self, EnvironmentShowCommand.self,
            EnvironmentEditCommand.self, EnvironmentRemoveCommand.self, EnvironmentExportCommand.self,
        ])
}
