public import Foundation
public import JobCore

/// Deletes what ended jobs leave, by a policy (CMD-08). In two steps, so that what will go can be shown first. What is
/// under way is never touched.
public struct Retention: Sendable {
    let store: any JobStore
    let logs: any LogStore
    let actor: String

    /// What would go.
    public struct Plan: Sendable {
        /// By which policy.
        public var policy: RetentionPolicy
        /// Jobs that go altogether, logs included.
        public var jobs: [(number: JobNumber, reason: RetentionPolicy.Reason)] = []
        /// Jobs whose logs go.
        public var logs: [(number: JobNumber, reason: RetentionPolicy.Reason)] = []
        /// What all these logs take on disk.
        public var logSize = ByteCount.bytes(0)
        /// The last line of the journal that goes; 0 means none.
        public var lastEvent: Int64 = 0

        /// Whether there is nothing to do.
        public var isEmpty: Bool { jobs.isEmpty && logs.isEmpty && lastEvent == 0 }
    }

    /// What was done.
    public struct Result: Sendable {
        /// Jobs deleted.
        public var jobs = 0
        /// Jobs whose logs were deleted.
        public var logs = 0
        /// Lines of the journal deleted.
        public var events = 0
        /// What failed, a sentence each.
        public var failures: [String] = []

        /// Whether anything was deleted.
        public var isEmpty: Bool { jobs == 0 && logs == 0 && events == 0 }

        /// One line about it.
        public var sentence: String {
            let parts = [
                jobs == 0 ? nil : jobs == 1 ? "1 job" : "\(jobs) jobs",
                logs == 0 ? nil : logs == 1 ? "the logs of 1 job" : "the logs of \(logs) jobs",
                events == 0 ? nil : events == 1 ? "1 line of the journal" : "\(events) lines of the journal",
            ].compactMap(\.self)
            return parts.isEmpty ? "Nothing was deleted." : "Deleted \(parts.joined(separator: ", "))."
        }
    }

    /// A log that belongs to no job is left alone while it is younger: a submit is being committed, or a delete.
    private static let strayAge: TimeInterval = 3600
    /// Lines of the journal that go in one write.
    private static let eventBatch = 5000

    /// Finds what would go.
    ///
    /// - Parameter limit: so many jobs at most.
    func plan(
        _ policy: RetentionPolicy, limit: Int = .max, now: Date = Date()
    ) async throws(StoreError) -> Plan {
        var plan = Plan(policy: policy)
        var holdings = try await logs.holdings()
        try await addJobs(to: &plan, &holdings, limit: limit, now: now)
        try await addLogs(to: &plan, holdings, limit: limit - plan.jobs.count, now: now)
        if let age = policy.journalAge {
            let last = try await store.lastEvent(before: now.addingTimeInterval(-age.inSeconds))
            // Asked again, the journal may begin later than that.
            let first = try await store.events(after: 0, job: nil, limit: 1).first?.sequence ?? .max
            plan.lastEvent = first <= last ? last : 0
        }
        return plan
    }

    /// Does what a plan says. What fails is told and skipped.
    func perform(_ plan: Plan, now: Date = Date()) async throws(StoreError) -> Result {
        var result = Result()
        for (number, _) in plan.jobs {
            do {
                try await store.delete(number, actor: actor)
                try await logs.removeLogs(of: number)
                result.jobs += 1
            } catch {
                result.failures.append(error.message)
            }
        }
        for (number, reason) in plan.logs {
            do {
                try await logs.removeLogs(of: number)
                try await store.addEvent(
                    kind: "log_deleted", job: number, detail: plan.policy.sentence(for: reason), actor: actor, now: now)
                result.logs += 1
            } catch {
                result.failures.append(error.message)
            }
        }
        if plan.lastEvent > 0 {
            var count: Int
            repeat {
                count = try await store.deleteEvents(upTo: plan.lastEvent, limit: Self.eventBatch)
                result.events += count
            } while count == Self.eventBatch
        }
        if !result.isEmpty {
            try await store.addEvent(kind: "retention", job: nil, detail: result.sentence, actor: actor, now: now)
        }
        return result
    }

    /// The oldest ended jobs that are too old or too many.
    private func addJobs(
        to plan: inout Plan, _ holdings: inout [JobNumber: LogHolding], limit: Int, now: Date
    ) async throws(StoreError) {
        let policy = plan.policy
        guard policy.historyAge != nil || policy.historyCount != nil else { return }
        let oldest = policy.historyAge.map { now.addingTimeInterval(-$0.inSeconds) }
        let counts = try await store.counts()
        let ended = JobStatus.terminal.reduce(0) { $0 + counts[$1] }
        let surplus = policy.historyCount.map { max(0, ended - $0) } ?? 0
        var query = JobQuery(statuses: Set(JobStatus.terminal), order: .finished, isDescending: false, limit: 500)
        while true {
            let page = try await store.jobs(query)
            for job in page.jobs {
                let isOld = job.finishedAt.map { end in oldest.map { end <= $0 } ?? false } ?? false
                guard isOld || plan.jobs.count < surplus, plan.jobs.count < limit else { return }
                plan.jobs.append((job.number, isOld ? .oldJob : .surplusJob))
                let size = holdings.removeValue(forKey: job.number)?.size.rawValue ?? 0
                plan.logSize = .bytes(plan.logSize.rawValue + size)
            }
            guard let next = page.next else { return }
            query.after = next
        }
    }

    /// By the time of the last write, which is that of the end: the history need not be gone through.
    private func addLogs(
        to plan: inout Plan, _ holdings: [JobNumber: LogHolding], limit: Int, now: Date
    ) async throws(StoreError) {
        let policy = plan.policy
        let oldest = policy.logAge.map { now.addingTimeInterval(-$0.inSeconds) } ?? .distantPast
        let youngestStray = now.addingTimeInterval(-Self.strayAge)
        let strays = Set(
            try await store.unknownJobs(
                among: holdings.filter { $0.value.writtenAt <= youngestStray }.map(\.key)))
        var total = holdings.values.reduce(0) { $0 + $1.size.rawValue }
        let sorted = holdings.sorted { ($0.value.writtenAt, $0.key) < ($1.value.writtenAt, $1.key) }
        for (number, holding) in sorted where plan.logs.count < limit {
            let isSurplus = total > policy.logTotal.rawValue
            let reason: RetentionPolicy.Reason?
            if strays.contains(number) {
                reason = .strayLog
            } else if isSurplus || holding.writtenAt <= oldest {
                reason = try await self.reason(for: number, isSurplus, oldest)
            } else {
                reason = nil
            }
            guard let reason else { continue }
            plan.logs.append((number, reason))
            plan.logSize = .bytes(plan.logSize.rawValue + holding.size.rawValue)
            total -= holding.size.rawValue
        }
    }

    private func reason(
        for number: JobNumber, _ isSurplus: Bool, _ oldest: Date
    ) async throws(StoreError) -> RetentionPolicy.Reason? {
        let job: Job
        do {
            job = try await store.job(.number(number))
        } catch {
            // Just being submitted, or deleted.
            guard error.code == .notFound else { throw error }
            return nil
        }
        guard let end = job.finishedAt, job.status.isTerminal else { return nil }
        return end <= oldest ? .oldLog : isSurplus ? .surplusLog : nil
    }
}

extension Cleanup {
    /// Finds what a policy would delete now.
    public func plan(_ policy: RetentionPolicy, now: Date = Date()) async throws(ManagerError) -> Retention.Plan {
        try await context.reading { () async throws(StoreError) in try await retention.plan(policy, now: now) }
    }

    /// Deletes it. What fails is told and skipped.
    public func perform(_ plan: Retention.Plan, now: Date = Date()) async throws(ManagerError) -> Retention.Result {
        try await context.changing("delete old jobs and logs") { () async throws(StoreError) in
            try await retention.perform(plan, now: now)
        }
    }

    private var retention: Retention {
        Retention(store: context.store, logs: context.logs, actor: context.actor)
    }
}
