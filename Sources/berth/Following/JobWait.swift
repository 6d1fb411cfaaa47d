import JobCore
import JobEngine

/// Waits until jobs and arrays have ended (CMD-17).
struct JobWait {
    let manager: JobManager
    /// Whether the numbers are printed as they end.
    let isQuiet: Bool
    /// Whether one end is enough.
    var any = false
    /// At most that long.
    var limit: Duration?

    /// - Returns: the code of the first that did not end well, in the order of the references; of an array, that of its first
    ///   job that did not; 124 when it took too long.
    func wait(for references: [JobReference]) async throws -> Int32 {
        let events = FollowEvents(manager, takesKeys: false)
        defer { events.close() }
        let deadline = limit.map { ContinuousClock.now.advanced(by: $0) }
        var numbers: [JobNumber] = []
        for reference in references { numbers.append(try await manager.jobs.target(reference).number) }
        var ended: [JobNumber: Int32] = [:]
        var waiting = events.stream.makeAsyncIterator()
        while true {
            for number in numbers where ended[number] == nil {
                guard let code = try await code(of: number) else { continue }
                ended[number] = code
                if !isQuiet { try await OutputWriter.stdout.line("\(number)") }
                if any { return code }
            }
            let codes = numbers.compactMap { ended[$0] }
            if codes.count == numbers.count { return codes.first { $0 != 0 } ?? ExitStatus.success }
            // The ticks of the events are what makes a deadline noticed.
            if let deadline, ContinuousClock.now >= deadline {
                StandardError.say("The jobs had not ended within \(limit?.forPeople ?? ""). They go on.")
                return ExitStatus.timeout
            }
            var event = await waiting.next()
            while case .log? = event { event = await waiting.next() }
        }
    }

    /// What it ended with; `nil` while it has not.
    private func code(of number: JobNumber) async throws -> Int32? {
        switch try await manager.jobs.target(.number(number)) {
        case .job(let job): return job.status.isTerminal ? ExitStatus.of(job) : nil
        case .array(let array):
            guard array.ended == array.counts.values.reduce(0, +) else { return nil }
            guard array.failed > 0 else { return ExitStatus.success }
            let bad = Set(JobStatus.terminal).subtracting([.completed])
            guard let first = try await manager.jobs.members(of: number, in: bad).first else {
                return ExitStatus.success
            }
            return ExitStatus.of(try await manager.jobs.find(.number(first)))
        }
    }
}
