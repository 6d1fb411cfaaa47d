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

    @Argument(help: ArgumentHelp("Number, UUID, or @NAME.", valueName: "JOB"), completion: .custom(Completions.jobs))
    var jobs: [String]

    @Flag(help: "Also the newest lines of its log.")
    var logs = false

    @Flag(help: "As JSON.")
    var json = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "show", isReadOnly: true) { runtime in
            for (index, text) in jobs.enumerated() {
                let job = try await runtime.manager.jobs.find(try JobReference(parsing: text))
                let attempts = try await runtime.manager.journal.attempts(of: job.number)
                let now = Date()
                if json {
                    let record = JobDetailRecord(job, attempts: attempts, record: JobRecord(job, now: now))
                    try await OutputWriter.stdout.line(try JSONText.encode(record))
                } else {
                    if index > 0 { try await OutputWriter.stdout.line("") }
                    let lines = JobSheet(job: job, attempts: attempts, now: now).lines(width: OutputWriter.stdout.width)
                    try await OutputWriter.stdout.write(Array(lines.map { $0 + "\n" }.joined().utf8))
                }
                if logs, let latest = job.latestAttempt { try await printLog(latest, runtime.manager) }
            }
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
