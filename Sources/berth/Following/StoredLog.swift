import JobCore
import JobEngine

/// Prints what is stored of a job's log, once.
struct StoredLog {
    let manager: JobManager
    var selection = LogSelection()
    var isRaw = false
    var isMerged = false

    /// Prints the log of one attempt, of the latest unless said otherwise, and why it is not whole if it is not. A job that
    /// has no such attempt has nothing to print.
    func print(_ job: Job, attempt: Int? = nil) async throws {
        let number = attempt ?? job.attemptNumber
        guard number > 0, number <= job.attemptNumber else { return }
        let reader = try await manager.logs.reader(for: AttemptID(job: job.number, number: number))
        let printer = try LogPrinter(reader: reader, selection: selection, isRaw: isRaw, isMerged: isMerged)
        try await printer.printNew()
        try await printer.finish()
        try await explain(job, number)
    }

    /// The same under a line on stderr that says whose log it is.
    func printTitled(_ job: Job, attempt: Int? = nil) async throws {
        StandardError.line("==> \(job.number) \(TerminalSafe.text(job.name)) <==")
        try await print(job, attempt: attempt)
    }

    /// A log that lacks something says so, whoever reads it (I12).
    func explain(_ job: Job, _ number: Int) async throws {
        let attempts = try await manager.journal.attempts(of: job.number)
        if case .incomplete(let reason)? = attempts.first(where: { $0.id.number == number })?.logCompleteness {
            StandardError.say("The log of job \(job.number) is not whole: \(reason.sentence).")
        }
    }
}
