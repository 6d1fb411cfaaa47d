public import Foundation
public import JobCore

/// Removes what ended jobs leave: their containers, and on request their logs and rows (CMD-08). Always in two steps, so
/// that what will go can be shown first. Containers of live attempts and of other stores are never touched.
public struct Cleanup: Sendable {
    let context: ManagerContext

    /// What is to go.
    public struct Request: Hashable, Sendable {
        /// Only what ended (a container without job: was made) longer ago.
        public var olderThan: Duration
        /// Only jobs that ended so; empty means all.
        public var statuses: Set<JobStatus>
        /// Only containers of this host; `nil` means all.
        public var host: String?
        /// Only containers whose job the store does not know.
        public var isOrphansOnly: Bool
        /// Whether logs of ended jobs go.
        public var removesLogs: Bool
        /// Whether ended jobs go altogether, logs included.
        public var removesHistory: Bool

        /// Containers of what ended more than a day ago, unless said otherwise.
        public init(
            olderThan: Duration = .seconds(86400), statuses: Set<JobStatus> = [], host: String? = nil,
            isOrphansOnly: Bool = false, removesLogs: Bool = false, removesHistory: Bool = false
        ) {
            self.olderThan = olderThan
            self.statuses = statuses
            self.host = host
            self.isOrphansOnly = isOrphansOnly
            self.removesLogs = removesLogs
            self.removesHistory = removesHistory
        }
    }

    /// A container that is to go.
    public struct Container: Hashable, Sendable {
        /// On which host.
        public var host: String
        /// Which.
        public var summary: ContainerSummary
        /// Whether the store does not know its job.
        public var isOrphan: Bool
    }

    /// What would go.
    public struct Plan: Sendable {
        /// What was asked for.
        public var request: Request
        /// Containers, by host.
        public var containers: [Container] = []
        /// Jobs whose logs or rows go.
        public var jobs: [JobNumber] = []
        /// What their logs hold.
        public var logSize = ByteCount.bytes(0)
        /// Hosts that could not be asked, with the reason.
        public var unreachable: [String: String] = [:]

        /// Whether there is nothing to do.
        public var isEmpty: Bool { containers.isEmpty && jobs.isEmpty }
    }

    /// What was done.
    public struct Result: Sendable {
        /// Containers removed.
        public var containers = 0
        /// Jobs whose logs or rows were removed.
        public var jobs = 0
        /// What failed, a sentence each.
        public var failures: [String] = []
    }

    /// Finds what would go. Asks every host for its containers.
    public func plan(_ request: Request, now: Date = Date()) async throws(ManagerError) -> Plan {
        var plan = Plan(request: request)
        let limit = now.addingTimeInterval(-request.olderThan.inSeconds)
        for host in try await Hosts(context: context).list() where request.host == nil || request.host == host.name {
            try await addContainers(of: host, before: limit, to: &plan)
        }
        if (request.removesLogs || request.removesHistory) && !request.isOrphansOnly {
            try await addJobs(before: limit, to: &plan)
        }
        return plan
    }

    /// Does what a plan says. What fails is told and skipped.
    public func perform(_ plan: Plan, now: Date = Date()) async throws(ManagerError) -> Result {
        var result = Result()
        for (name, containers) in Dictionary(grouping: plan.containers, by: \.host) {
            try await remove(containers, from: name, now: now, &result)
        }
        for number in plan.jobs {
            do {
                try await context.changing("clean up job \(number)") { () async throws(StoreError) in
                    if plan.request.removesHistory { try await context.store.delete(number, actor: context.actor) }
                    try await context.logs.removeLogs(of: number)
                }
                result.jobs += 1
            } catch {
                result.failures.append(error.description)
            }
        }
        return result
    }

    private func addContainers(of host: JobHost, before limit: Date, to plan: inout Plan) async throws(ManagerError) {
        let summaries: [ContainerSummary]
        do {
            summaries = try await Hosts(context: context).withExecutor(of: host.name) {
                executor async throws(ExecutorError) in try await executor.list(store: context.store.id)
            }
        } catch {
            plan.unreachable[host.name] = error.description
            return
        }
        let known = try await context.reading { () async throws(StoreError) in
            try await context.store.knowledge(of: summaries.compactMap(\.attempt))
        }
        for summary in summaries {
            switch summary.attempt.flatMap({ known[$0] }) ?? .unknown {
            case .live: continue
            case .ended(let end):
                guard !plan.request.isOrphansOnly, end <= limit, try await takes(summary, plan.request) else {
                    continue
                }
                plan.containers.append(Container(host: host.name, summary: summary, isOrphan: false))
            case .unknown:
                guard plan.request.statuses.isEmpty, (summary.createdAt?.date ?? .distantPast) <= limit else {
                    continue
                }
                plan.containers.append(Container(host: host.name, summary: summary, isOrphan: true))
            }
        }
    }

    private func takes(_ summary: ContainerSummary, _ request: Request) async throws(ManagerError) -> Bool {
        guard !request.statuses.isEmpty, let attempt = summary.attempt else { return true }
        let job = try await Jobs(context: context).find(.number(attempt.job))
        return request.statuses.contains(job.status)
    }

    private func addJobs(before limit: Date, to plan: inout Plan) async throws(ManagerError) {
        let wanted = plan.request.statuses.isEmpty ? Set(JobStatus.terminal) : plan.request.statuses
        var query = JobQuery(statuses: wanted.intersection(JobStatus.terminal), host: plan.request.host, limit: 1000)
        guard !query.statuses.isEmpty else { return }
        repeat {
            let page = try await Jobs(context: context).list(query)
            for job in page.jobs {
                guard let end = job.finishedAt, end <= limit else { continue }
                let attempts = try await Journal(context: context).attempts(of: job.number)
                plan.jobs.append(job.number)
                plan.logSize = .bytes(plan.logSize.rawValue + attempts.reduce(0) { $0 + $1.logBytes })
            }
            query.after = page.next
        } while query.after != nil
    }

    private func remove(
        _ containers: [Container], from host: String, now: Date, _ result: inout Result
    ) async throws(ManagerError) {
        guard !context.isReadOnly else { throw .readOnly("remove containers") }
        let outcome = try await Hosts(context: context).withExecutor(of: host) {
            executor async throws(ExecutorError) in
            var removed: [AttemptID] = []
            var count = 0
            var failures: [String] = []
            for container in containers {
                do throws(ExecutorError) {
                    try await executor.remove(container.summary.id)
                    count += 1
                    if let attempt = container.summary.attempt, !container.isOrphan { removed.append(attempt) }
                } catch {
                    failures.append(error.message)
                }
            }
            return (removed, count, failures)
        }
        result.containers += outcome.1
        result.failures += outcome.2
        try await context.changing("note the removal of containers") { () async throws(StoreError) in
            if !outcome.0.isEmpty { try await context.store.markRemoved(outcome.0, now: now) }
            try await context.store.addEvent(
                kind: "cleanup", job: nil, detail: "\(outcome.1) containers removed from host '\(host)'",
                actor: context.actor, now: now)
        }
    }
}

extension JobManager {
    /// Remove what ended jobs leave.
    public var cleanup: Cleanup { Cleanup(context: context) }
}
