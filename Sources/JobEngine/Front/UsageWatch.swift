public import JobCore

/// Measures what running jobs use, now and from this process; keeps the lines to the engines between two looks.
public actor UsageWatch {
    private let context: ManagerContext
    private var leases: [String: ExecutorLease] = [:]
    private var previous: [AttemptID: UsageSample] = [:]

    /// What one job uses.
    public struct Reading: Hashable, Sendable {
        /// The job as it stood.
        public var job: Job
        /// What it uses; `nil` when that could not be measured.
        public var sample: UsageSample?
        /// Why not, a sentence.
        public var failure: String?
    }

    init(context: ManagerContext) {
        self.context = context
    }

    /// Measures jobs; those that do not run have no sample. The CPU share comes with the second look.
    public func read(_ jobs: [Job]) async throws(ManagerError) -> [Reading] {
        let hosts = try await Hosts(context: context).list()
        var questions: [(job: Job, attempt: Attempt, host: JobHost)] = []
        for job in jobs where job.status == .running {
            let attempts = try await Journal(context: context).attempts(of: job.number)
            guard let attempt = attempts.last, !attempt.isEnded, attempt.executionID != nil,
                let host = hosts.first(where: { $0.name == attempt.host })
            else { continue }
            questions.append((job, attempt, host))
        }
        let measured = await withTaskGroup(of: Reading.self, returning: [JobNumber: Reading].self) { group in
            for (job, attempt, host) in questions { group.addTask { await self.measure(job, attempt, host) } }
            var readings: [JobNumber: Reading] = [:]
            for await reading in group { readings[reading.job.number] = reading }
            return readings
        }
        return jobs.map { measured[$0.number] ?? Reading(job: $0) }
    }

    /// Closes the lines. Nothing may be called afterwards.
    public func close() async {
        for lease in leases.values { await lease.end() }
        leases = [:]
    }

    private func measure(_ job: Job, _ attempt: Attempt, _ host: JobHost) async -> Reading {
        guard let id = attempt.executionID else { return Reading(job: job) }
        // A simulated container is the worker's own: what it has measured is all there is.
        guard host.kind != .mock else {
            let latest = try? await context.store.latestUsage(of: [attempt.id])
            return Reading(job: job, sample: latest?[attempt.id])
        }
        do {
            guard let meter = try executor(of: host) as? any UsageReporting else { return Reading(job: job) }
            let sample = try await meter.usage(of: id, after: previous[attempt.id])
            previous[attempt.id] = sample
            return Reading(job: job, sample: sample)
        } catch {
            return Reading(job: job, failure: "\(error)")
        }
    }

    private func executor(of host: JobHost) throws(InvalidInput) -> any ContainerExecutor {
        if let lease = leases[host.name] { return lease.executor }
        let lease = try context.pool.lend(for: host)
        leases[host.name] = lease
        return lease.executor
    }
}

extension JobManager {
    /// Measure what running jobs use. The caller closes it.
    public func watchUsage() -> UsageWatch { UsageWatch(context: context) }
}
