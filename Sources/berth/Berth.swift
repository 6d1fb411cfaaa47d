import ArgumentParser

/// `berth`: the commands, in the order of their use.
struct Berth: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "berth",
        abstract: "Queues jobs, runs them in containers, and keeps log, usage and exit code, whatever crashes.",
        discussion: """
            Without a command it opens the console, and takes the options of `berth console`.

            EXAMPLES
              berth run debian:12 echo hello        run a job, see its output, get its code
              berth run -d --name nightly app:2     queue a job and print its number
              berth list --watch                    what runs, what waits, what ended
              berth logs -f @nightly                follow the newest job of that name

            A JOB is a number (1042), a UUID, or @NAME for the newest of that name.

            EXIT CODES
              0 ok, 1 error, 64 wrong usage; `run` and `wait` exit with the job's own
              code, or 124 deadline, 125 never started or lost, 126 and 127 command not
              executable or missing, 130 cancelled.
            """,
        version: BerthVersion.text,
        subcommands: [
            RunCommand.self, ListCommand.self, ShowCommand.self, LogsCommand.self, WaitCommand.self, StatusCommand.self,
            ExecCommand.self, StatsCommand.self, EventsCommand.self, CancelCommand.self, KillCommand.self,
            RetryCommand.self, RerunCommand.self, SetCommand.self, DeleteCommand.self, ReleaseCommand.self,
            HoldCommand.self, GiveUpCommand.self, RouteCommand.self, GroupCommand.self, ScheduleCommand.self,
            CleanupCommand.self,
            ReapCommand.self, HostCommand.self, TemplateCommand.self, EnvironmentCommand.self, ApplyCommand.self,
            WorkerCommand.self, DoctorCommand.self, ConfigCommand.self, SampleDataCommand.self, DemoCommand.self,
            CompletionsCommand.self, ManCommand.self, ConsoleCommand.self,
        ])
}
