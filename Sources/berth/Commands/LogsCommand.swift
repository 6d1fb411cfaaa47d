import ArgumentParser
import Foundation
import JobCore
import JobEngine

/// `berth logs` (CMD-06): during and after the run, also after the container is gone.
struct LogsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: "Print what a job wrote.",
        discussion: """
            Both streams go where they belong, stdout to stdout and stderr to stderr; one chosen by --stream goes to \
            stdout. A pipe or file gets the exact bytes; on a terminal, escape sequences are shown, not obeyed. Of an \
            array, the logs of all its jobs one after the other, each under a line with its number on stderr.

            EXAMPLES
              berth logs -f @nightly
              berth logs 1042 --stream stderr --tail 100
              berth logs 1042 --since 10m --grep 'error|warn' --timestamps
            """)

    @Argument(
        help: ArgumentHelp("A job or an array: number, UUID, or @NAME.", valueName: "JOB"),
        completion: .custom(Completions.jobs))
    var job: String

    @Flag(
        name: .shortAndLong, help: "Go on until the job ends; of an array, each log comes when its job has ended."
    )
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
            let log = StoredLog(manager: runtime.manager, selection: selection, isRaw: raw, isMerged: stream != nil)
            let target = try await runtime.manager.jobs.target(reference)
            let vigil = WorkerVigil(runtime: runtime, startsWorker: false, isQuiet: false)
            guard case .job(let job) = target else {
                return try await vigil.during { try await printAll(of: target.number, wanted, log) }
            }
            if let wanted, wanted > job.attemptNumber {
                throw InvalidInput(
                    "--attempt",
                    "Job \(job.number) has \(job.attemptNumber) attempts, not \(wanted). See `berth show \(job.number)`."
                )
            }
            if follow { return try await vigil.during { try await follow(job, wanted, log) } }
            try await log.print(job, attempt: wanted)
        }
    }

    /// The logs of an array's jobs, in their order; those that have not run yet are left out.
    private func printAll(of array: JobNumber, _ attempt: Int?, _ log: StoredLog) async throws {
        if follow {
            if attempt != nil {
                throw InvalidInput("--attempt", "An array is followed in its latest attempts. Leave it out.")
            }
            _ = try await ArrayFollower(manager: log.manager, array: array, log: log, isTitled: true).follow()
            return
        }
        for number in try await log.manager.jobs.members(of: array) {
            let job = try await log.manager.jobs.find(.number(number))
            guard job.attemptNumber > 0 else { continue }
            try await log.printTitled(job, attempt: attempt)
        }
    }

    private func follow(_ job: Job, _ attempt: Int?, _ log: StoredLog) async throws {
        let events = FollowEvents(log.manager, takesKeys: false)
        defer { events.close() }
        let follower = JobFollower(
            manager: log.manager, number: job.number, selection: log.selection, isRaw: log.isRaw,
            isMerged: log.isMerged, attempt: attempt)
        let ended = try await follower.follow(events)
        try await log.explain(ended, attempt ?? ended.attemptNumber)
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
