import ArgumentParser
import Foundation
import JobCore
import JobEngine

/// `berth stats` (CMD-19).
struct StatsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Show what running jobs use, again and again.",
        discussion: """
            All running jobs unless some are named. Memory is without page cache, 100 % CPU is one core. As JSON, one \
            object a line for each job and look.

            EXAMPLES
              berth stats
              berth stats --no-stream 1042 @nightly
              berth stats --format json --interval 10s >>usage.jsonl
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case table, json }

    @Argument(
        help: ArgumentHelp("Numbers, UUIDs, or @NAME.", valueName: "JOB"), completion: .custom(Completions.jobs))
    var jobs: [String] = []

    @Flag(help: "One look only.")
    var noStream = false

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Between two looks. Default 2s.", valueName: "duration"))
    var interval = "2s"

    @Option(name: .long, help: ArgumentHelp("table or json.", valueName: "format"))
    var format = Format.table

    @OptionGroup(title: "Global") var global: GlobalOptions

    /// More do not fit any screen; named jobs are all shown.
    private static let limit = 100

    func run() async throws {
        let references = try jobs.map { (text) throws(InvalidInput) in try JobReference(parsing: text) }
        let pause = try Duration(parsing: interval, field: "--interval")
        guard pause >= .milliseconds(200) else {
            throw InvalidInput("--interval", "\(pause.forPeople) is too short. Give at least 200ms.")
        }
        try await Runtime.with(global, command: "stats", isReadOnly: true) { runtime in
            var numbers: [JobNumber] = []
            for reference in references { numbers.append(try await runtime.manager.jobs.find(reference).number) }
            let watch = runtime.manager.watchUsage()
            do {
                // The CPU share comes with the second look.
                _ = try await watch.read(try await chosen(numbers, runtime.manager))
                try await Task.sleep(for: min(pause, .seconds(1)))
                try await show(numbers, watch, runtime.manager, every: pause)
            } catch {
                await watch.close()
                throw error
            }
            await watch.close()
        }
    }

    private func show(
        _ numbers: [JobNumber], _ watch: UsageWatch, _ manager: JobManager, every pause: Duration
    ) async throws {
        var isFirst = true
        while true {
            let readings = try await watch.read(try await chosen(numbers, manager))
            try await write(readings, isFirst: isFirst)
            isFirst = false
            // Jobs that were named and have all ended use nothing any more.
            if noStream || (!numbers.isEmpty && readings.allSatisfy(\.job.status.isTerminal)) { return }
            try await Task.sleep(for: pause)
        }
    }

    private func chosen(_ numbers: [JobNumber], _ manager: JobManager) async throws -> [Job] {
        guard !numbers.isEmpty else {
            return try await manager.jobs.list(JobQuery(statuses: [.running], limit: Self.limit)).jobs
        }
        var jobs: [Job] = []
        for number in numbers { jobs.append(try await manager.jobs.find(.number(number))) }
        return jobs
    }

    private func write(_ readings: [UsageWatch.Reading], isFirst: Bool) async throws {
        let now = Date()
        let out = OutputWriter.stdout
        guard format == .table else {
            let lines = try readings.map { try JSONText.encode(UsageRecord($0, now), isPretty: false) + "\n" }
            return try await out.write(Array(lines.joined().utf8))
        }
        var lines = UsageTable.lines(readings, width: out.width, now: now)
        if readings.isEmpty { lines.append("No job runs.") }
        guard out.isTerminal, !noStream else { return try await out.line(lines.joined(separator: "\n")) }
        // Home, then each line with the rest of its row cleared, then everything below.
        let text = "\u{1B}[H" + lines.map { $0 + "\u{1B}[K\n" }.joined() + "\u{1B}[J"
        try await out.write(Array(((isFirst ? "\u{1B}[2J" : "") + text).utf8))
    }
}
