import ArgumentParser

/// `berth group` (QUEUE-11).
struct GroupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "group", abstract: "Groups of jobs, of which so many run at once.",
        discussion: """
            EXAMPLES
              berth group set gpu --parallel 2
              berth run -d --group gpu trainer:5
              berth group pause gpu
            """,
        subcommands: [
            GroupListCommand.self, GroupShowCommand.self, GroupSetCommand.self, GroupPauseCommand.self,
            GroupResumeCommand.self, GroupRemoveCommand.self,
        ])
}
