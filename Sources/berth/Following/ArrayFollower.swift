import JobCore
import JobEngine

/// Follows an array: the log of each of its jobs is printed whole when that job has ended, so that those of several that run
/// at once are not mixed.
struct ArrayFollower {
    let manager: JobManager
    let array: JobNumber
    let log: StoredLog
    /// Whether a line says whose log it is.
    let isTitled: Bool

    /// Prints until all jobs have ended.
    ///
    /// - Returns: the array as it ended.
    func follow() async throws -> JobArray {
        let events = FollowEvents(manager, takesKeys: false)
        defer { events.close() }
        var printed: Set<JobNumber> = []
        var waiting = events.stream.makeAsyncIterator()
        while true {
            guard case .array(let now) = try await manager.jobs.target(.number(array)) else {
                throw StoreError(.notFound, "Array \(array) is not there any more.")
            }
            if now.ended > printed.count { try await printEnded(&printed) }
            if now.ended == now.counts.values.reduce(0, +) { return now }
            var event = await waiting.next()
            while case .log? = event { event = await waiting.next() }
        }
    }

    private func printEnded(_ printed: inout Set<JobNumber>) async throws {
        for number in try await manager.jobs.members(of: array, in: Set(JobStatus.terminal))
        where printed.insert(number).inserted {
            let job = try await manager.jobs.find(.number(number))
            guard job.attemptNumber > 0 else { continue }
            if isTitled { try await log.printTitled(job) } else { try await log.print(job) }
        }
    }
}
