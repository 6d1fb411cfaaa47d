import JobCore
import JobEngine

/// Follows a job to its end, printing its log, over all its attempts.
struct JobFollower {
    let manager: JobManager
    let number: JobNumber
    var selection = LogSelection()
    var isRaw = false
    var isMerged = false
    /// Whether the log is left to others: to the terminal that the job is joined with.
    var isSilent = false
    /// Only this attempt; `nil` means all from the latest on.
    var attempt: Int?
    /// Told when the job was read anew, and about the worker's words.
    var notice: @Sendable (Notice) async throws -> Void = { _ in }

    /// What a caller may want to act on.
    enum Notice: Sendable {
        case job(Job)
        case progress(String)
        case interrupt
        case quit
    }

    /// Prints until the job has ended and everything stored was printed.
    ///
    /// - Returns: the job as it ended.
    /// - Throws: whatever `notice` throws, to leave early.
    func follow(_ events: FollowEvents) async throws -> Job {
        var shown: (number: Int, printer: LogPrinter)?
        var job = try await read()
        var waiting = events.stream.makeAsyncIterator()
        while true {
            // First the status, then the log: what a finished job wrote is stored before its end is.
            let latest = attempt ?? job.attemptNumber
            if latest > 0, shown?.number != latest, !isSilent {
                try await shown?.printer.printNew()
                try await shown?.printer.finish()
                shown = (latest, try await printer(for: latest))
            }
            try await shown?.printer.printNew()
            if try await isOver(job) {
                try await shown?.printer.finish()
                return job
            }
            switch await waiting.next() {
            case .job, nil: job = try await read()
            case .log: break
            case .progress(let words): try await notice(.progress(words))
            case .interrupt: try await notice(.interrupt)
            case .quit: try await notice(.quit)
            }
        }
    }

    private func isOver(_ job: Job) async throws -> Bool {
        if job.status.isTerminal { return true }
        guard let attempt, attempt < job.attemptNumber else { return false }
        return true
    }

    private func read() async throws -> Job {
        let job = try await manager.jobs.find(.number(number))
        try await notice(.job(job))
        return job
    }

    private func printer(for attempt: Int) async throws -> LogPrinter {
        let reader = try await manager.logs.reader(for: AttemptID(job: number, number: attempt))
        return try LogPrinter(reader: reader, selection: selection, isRaw: isRaw, isMerged: isMerged)
    }
}
