import ArgumentParser
import Foundation
import JobCore
import JobEngine

/// `berth logs` (CMD-06): during and after the run, also after the container is gone.
struct LogsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: "Print what a job wrote.",
        discussion: """
            Both streams go where they belong, stdout to stdout and stderr to stderr; one chosen by --stream goes to
            stdout. A pipe or file gets the exact bytes; on a terminal, escape sequences are shown, not obeyed. Of an array,
            the logs of all its jobs one after the other, each under a line with its number on stderr.

            EXAMPLES
              berth logs -f @nightly
              berth logs 1042 --stream stderr --tail 100
              berth logs 1042 --since 10m --grep 'error|warn' --timestamps
            """)

    @Argument(
        help: ArgumentHelp("A job or an array: number, UUID, or @NAME.", valueName: "JOB"),
        completion: .custom(Completions.jobs))
    var job: String

    @Flag(name: .shortAndLong, help: "Go on until the job ends.")
    var follow = false

    @Option(
        name: [.customShort("n", allowingJoined: true), .long], parsing: .unconditional,
        help: ArgumentHelp("Only the newest lines.", valueName: "lines"))
    var tail: String?

    @Option(
        name: .long, parsing: .unconditional, help: ArgumentHelp("Only since: 10m, 18:30, a date.", valueName: "time"))
    var since: String?

    @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("Only before that.", valueName: "time"))
    var until: String?

    @Flag(name: .shortAndLong, help: "Begin each line with the engine's time.")
    var timestamps = false

    @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("stdout or stderr.", valueName: "stream"))
    var stream: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Of this attempt; else of the latest.", valueName: "number"))
    var attempt: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Only lines that match a regular expression.", valueName: "pattern"))
    var grep: String?

    @Flag(help: "On a terminal, print the bytes as they are.")
    var raw = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        let reference = try JobReference(parsing: job)
        let selection = try selection(now: Date())
        let wanted = try attempt.map { (text) throws(InvalidInput) in try Self.count(text, "--attempt", from: 1) }
        try await Runtime.with(global, command: "logs", isReadOnly: true) { runtime in
            let target = try await runtime.manager.jobs.target(reference)
            guard case .job(let job) = target else {
                return try await printAll(of: target.number, wanted, selection, runtime.manager)
            }
            if let wanted, wanted > job.attemptNumber {
                throw InvalidInput(
                    "--attempt",
                    "Job \(job.number) has \(job.attemptNumber) attempts, not \(wanted). See `berth show \(job.number)`."
                )
            }
            if follow { return try await follow(job, wanted, selection, runtime.manager) }
            try await print(job, wanted, selection, runtime.manager)
        }
    }

    private func print(
        _ job: Job, _ attempt: Int?, _ selection: LogSelection, _ manager: JobManager
    ) async throws {
        let number = attempt ?? job.attemptNumber
        guard number > 0, number <= job.attemptNumber else { return }
        let reader = try await manager.logs.reader(for: AttemptID(job: job.number, number: number))
        let printer = try LogPrinter(reader: reader, selection: selection, isRaw: raw, isMerged: stream != nil)
        try await printer.printNew()
        try await printer.finish()
        try await explain(job, number, manager)
    }

    /// The logs of an array's jobs, in their order; those that have not run yet are left out.
    private func printAll(
        of array: JobNumber, _ attempt: Int?, _ selection: LogSelection, _ manager: JobManager
    ) async throws {
        if follow {
            throw InvalidInput(
                "--follow", "\(array) is an array; one job at a time can be followed, such as \(array.rawValue + 1).")
        }
        for number in try await manager.jobs.members(of: array) {
            let job = try await manager.jobs.find(.number(number))
            guard job.attemptNumber > 0 else { continue }
            StandardError.line("==> \(number) \(TerminalSafe.text(job.name)) <==")
            try await print(job, attempt, selection, manager)
        }
    }

    private func follow(
        _ job: Job, _ attempt: Int?, _ selection: LogSelection, _ manager: JobManager
    ) async throws {
        let events = FollowEvents(manager, takesKeys: false)
        defer { events.close() }
        let follower = JobFollower(
            manager: manager, number: job.number, selection: selection, isRaw: raw, isMerged: stream != nil,
            attempt: attempt)
        let ended = try await follower.follow(events)
        try await explain(ended, attempt ?? ended.attemptNumber, manager)
    }

    /// A log that lacks something says so, whoever reads it (I12).
    private func explain(_ job: Job, _ number: Int, _ manager: JobManager) async throws {
        let attempts = try await manager.journal.attempts(of: job.number)
        if case .incomplete(let reason)? = attempts.first(where: { $0.id.number == number })?.logCompleteness {
            StandardError.say("The log of job \(job.number) is not whole: \(reason.sentence).")
        }
    }

    private func selection(now: Date) throws(InvalidInput) -> LogSelection {
        var selection = LogSelection(hasTimestamps: timestamps)
        switch stream {
        case nil: break
        case "stdout": selection.stream = .stdout
        case "stderr": selection.stream = .stderr
        case let text?:
            throw InvalidInput("--stream", "'\(TextForSentence.shortened(text))' is no stream. Write stdout or stderr.")
        }
        if let since { selection.since = EngineTime(try TimeText.past(since, field: "--since", now: now)) }
        if let until { selection.until = EngineTime(try TimeText.past(until, field: "--until", now: now)) }
        if let tail, tail != "all" { selection.tail = try Self.count(tail, "--tail", from: 0) }
        selection.pattern = grep
        if let grep { _ = try LinePattern(grep) }
        return selection
    }

    private static func count(_ text: String, _ field: String, from least: Int) throws(InvalidInput) -> Int {
        guard let number = Int(text), number >= least else {
            throw InvalidInput(
                field, "'\(TextForSentence.shortened(text))' is not a number. Give \(least) or more.")
        }
        return number
    }
}
