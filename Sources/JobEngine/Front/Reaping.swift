public import Foundation
public import JobCore

/// Ends and removes by its labels what lies about on the engines while no worker runs: containers of ended and unknown jobs,
/// and those that run past their deadline. Results of jobs that are under way stay for the next worker to collect.
public struct Reaping: Sendable {
    let context: ManagerContext

    /// Why a container is ended or removed.
    public enum Reason: String, Hashable, Sendable {
        /// Its job has ended and its log is stored.
        case ended
        /// This store does not know its job.
        case unknown
        /// It runs past its deadline: it is stopped, not removed.
        case overdue
    }

    /// A container that is to be ended or removed.
    public struct Item: Hashable, Sendable {
        /// On which host.
        public var host: String
        /// Which.
        public var container: ContainerSummary
        /// Why.
        public var reason: Reason
    }

    /// What would be done.
    public struct Plan: Sendable {
        /// By host.
        public var items: [Item] = []
        /// Containers of unknown jobs that are left alone, because there are suspiciously many.
        public var spared = 0
        /// Hosts that could not be asked, with the reason.
        public var unreachable: [String: String] = [:]
    }

    /// A worker that takes over within that time ends it itself.
    private static let margin: TimeInterval = 30
    private static let grace = Duration.seconds(10)

    /// Finds what lies about.
    ///
    /// - Parameter host: only there; `nil` for all.
    public func plan(host: String? = nil) async throws(ManagerError) -> Plan {
        var plan = Plan()
        let live = try await context.reading { () async throws(StoreError) in try await context.store.liveAttempts() }
        for each in try await Hosts(context: context).list() where host == nil || host == each.name {
            do {
                try await add(each, live.filter { $0.attempt.host == each.name }, to: &plan)
            } catch {
                guard case .executor(let failure) = error else { throw error }
                plan.unreachable[each.name] = failure.message
            }
        }
        return plan
    }

    /// Does it.
    ///
    /// - Returns: what failed, a sentence each.
    public func perform(_ plan: Plan, now: Date = Date()) async throws(ManagerError) -> [String] {
        try context.refuseWhenReadOnly("end containers")
        let live = try await context.reading { () async throws(StoreError) in try await context.store.liveAttempts() }
        var failures: [String] = []
        for item in plan.items {
            do {
                if item.reason == .overdue {
                    guard let fence = live.first(where: { $0.attempt.id == item.container.attempt })?.attempt.fence
                    else {
                        continue
                    }
                    // First the reason, then the end: whoever reads the end knows why.
                    _ = try await context.changing("end an overdue job") { () async throws(StoreError) in
                        try await context.store.record(.timeoutRequested(now), fence: fence, now: now)
                    }
                }
                try await end(item, now: now)
            } catch {
                failures.append(error.description)
            }
        }
        return failures
    }

    private func add(_ host: JobHost, _ live: [LiveAttempt], to plan: inout Plan) async throws(ManagerError) {
        let (containers, engineTime) = try await Hosts(context: context).withExecutor(of: host.name) {
            executor throws(ExecutorError) in
            (try await executor.list(store: context.store.id), await executor.health().engineTime)
        }
        let known = try await context.reading { () async throws(StoreError) in
            try await context.store.knowledge(of: containers.compactMap(\.attempt))
        }
        let now = engineTime ?? EngineTime(Date())
        let reconcile = ReconcilePlan(containers: containers, live: [], now: now) { attempt in
            switch known[attempt] ?? .unknown {
            case .live: .live
            case .ended: host.removal == .never ? .kept : .ended
            case .unknown: .unknown
            }
        }
        plan.spared += reconcile.spared.count
        plan.items += reconcile.remove.map { Item(host: host.name, container: $0, reason: .ended) }
        plan.items += reconcile.orphans.map { Item(host: host.name, container: $0, reason: .unknown) }
        for (attempt, container) in reconcile.adopt where container.state.isRunning {
            guard let timeout = live.first(where: { $0.attempt.id == attempt })?.job.timeout else { continue }
            let inspection = try await Hosts(context: context).withExecutor(of: host.name) {
                executor throws(ExecutorError) in try await executor.inspect(container.id)
            }
            guard let start = inspection.startedAt, inspection.state.isRunning,
                now.date.timeIntervalSince(start.date) > timeout.inSeconds + Self.margin
            else { continue }
            plan.items.append(Item(host: host.name, container: container, reason: .overdue))
        }
    }

    private func end(_ item: Item, now: Date) async throws(ManagerError) {
        try await Hosts(context: context).withExecutor(of: item.host) { executor throws(ExecutorError) in
            if item.container.state.isRunning { try await executor.stop(item.container.id, grace: Self.grace) }
            if item.reason != .overdue { try await executor.remove(item.container.id) }
        }
        try await context.changing("note what was ended") { () async throws(StoreError) in
            if item.reason == .ended, let attempt = item.container.attempt {
                try await context.store.markRemoved([attempt], now: now)
            }
            try await context.store.addEvent(
                kind: "reaped", job: item.reason == .unknown ? nil : item.container.attempt?.job,
                detail: "Container '\(item.container.name)' on host '\(item.host)': \(item.reason.rawValue).",
                actor: context.actor, now: now)
        }
    }
}

extension JobManager {
    /// End and remove what lies about while no worker runs.
    public var reaping: Reaping { Reaping(context: context) }
}
