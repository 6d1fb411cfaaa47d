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
            let out = OutputWriter.stdout
            switch format {
            case .ids: try await out.write(Array(schedules.map { $0.name + "\n" }.joined().utf8))
            case .json:
                try await out.line(
                    try JSONText.encode(ScheduleListRecord(schedules: schedules.map { ScheduleRecord($0) })))
            case .table:
                let lines = ScheduleText.table(schedules).lines(width: out.width)
                try await out.write(Array(lines.map { $0 + "\n" }.joined().utf8))
            }
        }
    }
}
