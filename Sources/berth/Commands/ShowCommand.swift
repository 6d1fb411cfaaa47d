import ArgumentParser
import Foundation
import JobCore
import JobEngine

/// `berth show` (CMD-05).
struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show everything about a job.",
        discussion: """
            EXAMPLES
              berth show 1042
              berth show @nightly --logs
              berth show 1042 --json | jq .resultCode
            """,
        aliases: ["inspect"])

    @Argument(
        help: ArgumentHelp("Jobs and arrays: number, UUID, or @NAME.", valueName: "JOB"),
        completion: .custom(Completions.jobs))
    var jobs: [String]

    @Flag(help: "Also the newest lines of its log.")
    var logs = false

    @Flag(help: "As JSON.")
    var json = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "show", isReadOnly: true) { runtime in
            for (index, text) in jobs.enumerated() {
                let target = try await runtime.manager.jobs.target(try JobReference(parsing: text))
                guard case .job(let job) = target else {
                    if case .array(let array) = target { try await show(array, runtime.manager, isFirst: index == 0) }
                    continue
                }
                let dependencies = try await runtime.manager.jobs.dependencies(of: job.number)
                let attempts = try await runtime.manager.journal.attempts(of: job.number)
                let rejected = try await runtime.manager.jobs.rejectedHosts(of: job.number)
                let now = Date()
                if json {
                    let record = JobDetailRecord(
                        job, attempts: attempts, dependencies: dependencies, rejected: rejected,
                        record: JobRecord(job, now: now))
                    try await OutputWriter.stdout.line(try JSONText.encode(record))
                } else {
                    if index > 0 { try await OutputWriter.stdout.line("") }
                    let sheet = JobSheet(
                        job: job, attempts: attempts, dependencies: dependencies, rejected: rejected, now: now)
                    let lines = sheet.lines(width: OutputWriter.stdout.width)
                    try await OutputWriter.stdout.lines(lines)
                }
                if logs, let latest = job.latestAttempt { try await printLog(latest, runtime.manager) }
            }
        }
    }

    private func show(_ array: JobArray, _ manager: JobManager, isFirst: Bool) async throws {
        let out = OutputWriter.stdout
        let bad = Set(JobStatus.terminal).subtracting([.completed])
        let failed = array.failed > 0 ? try await manager.jobs.members(of: array.number, in: bad) : []
        guard !json else { return try await out.line(try JSONText.encode(ArrayRecord(array, failed: failed))) }
        if !isFirst { try await out.line("") }
        for (label, value) in ArrayText.fields(array, failed: failed) where !value.isEmpty {
            let padding = String(repeating: " ", count: 12 - label.count)
            try await out.line(label + padding + TerminalSafe.text(value))
        }
    }

    private func printLog(_ attempt: AttemptID, _ manager: JobManager) async throws {
        try await OutputWriter.stdout.line("\nLog:")
        let reader = try await manager.logs.reader(for: attempt)
        let printer = try LogPrinter(reader: reader, selection: LogSelection(tail: 20), isRaw: false, isMerged: true)
        try await printer.printNew()
        try await printer.finish()
    }
}
