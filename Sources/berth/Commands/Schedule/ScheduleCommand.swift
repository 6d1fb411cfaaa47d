import ArgumentParser

/// `berth schedule` (QUEUE-13).
struct ScheduleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule", abstract: "Jobs that run again and again.",
        discussion: """
            EXAMPLES
              berth schedule add nightly --cron '30 2 * * *' -- -m 2g app:2 report
              berth schedule list
              berth schedule pause nightly
            """,
        subcommands: [
            ScheduleAddCommand.self, ScheduleListCommand.self, ScheduleShowCommand.self, SchedulePauseCommand.self,
            ScheduleResumeCommand.self, ScheduleRunCommand.self, ScheduleRemoveCommand.self,
        ])
}
