import ArgumentParser
import Foundation
import JobCore
import JobEngine

/// `berth schedule show`.
struct ScheduleShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a schedule and its latest runs.",
        discussion: """
            EXAMPLE
              berth schedule show nightly
            """)

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.schedules))
    var name: String

    @Flag(help: "As JSON.")
    var json = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    /// So many runs are shown.
    private static let shown = 10

    func run() async throws {
        try await Runtime.with(global, command: "schedule show", isReadOnly: true) { runtime in
            let schedule = try await runtime.manager.schedules.find(name)
            let query = JobQuery(limit: Self.shown, schedule: schedule.name)
            let jobs = try await runtime.manager.jobs.list(query).jobs
            let out = OutputWriter.stdout
            guard !json else {
                let record = ScheduleRecord(schedule, jobs: jobs.map(\.number.rawValue))
                return try await out.line(try JSONText.encode(ScheduleListRecord(schedules: [record])))
            }
            for (label, value) in ScheduleText.fields(schedule) where !value.isEmpty {
                let padding = String(repeating: " ", count: 12 - label.count)
                try await out.line(label + padding + TerminalSafe.text(value))
            }
            guard !jobs.isEmpty else { return }
            let lines = JobTable.lines(jobs, width: out.width, now: Date())
            try await out.lines([""] + lines)
        }
    }
}
