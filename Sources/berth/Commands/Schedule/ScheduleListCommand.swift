import ArgumentParser
import JobCore
import JobEngine

/// `berth schedule list`.
struct ScheduleListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List schedules and when they are due.",
        discussion: """
            EXAMPLE
              berth schedule list --format json
            """,
        aliases: ["ls"])

    @Option(name: .shortAndLong, help: "Form of the output.")
    var format = OutputFormat.table

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "schedule list", isReadOnly: true) { runtime in
            let schedules = try await runtime.manager.schedules.list()
            try await format.write(
                ids: schedules.map(\.name), record: ScheduleListRecord(schedules: schedules.map { ScheduleRecord($0) }),
                table: ScheduleText.table(schedules))
        }
    }
}
