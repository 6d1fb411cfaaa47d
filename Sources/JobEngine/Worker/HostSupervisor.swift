import Foundation
import JobCore
import Logging

/// Everything a worker has to do with one host: one event stream, one list every 15 s, one circuit, its starts, pulls and
/// removals. A dead host keeps nobody waiting but its own jobs.
actor HostSupervisor {
    nonisolated let lease: ExecutorLease
    private nonisolated let settings: Locked<JobHost>
    /// Whether another one has taken its place, because the host was edited: it only ends what it drives.
    private nonisolated let isRetiring = Locked(false)
    nonisolated let services: WorkerServices
    /// Starts in flight at once. More make every one slower (api.md 1.11), fewer leave the engine idle: the bare loop's rate grows
    /// up to ten at once on two cores (`make bench`).
    nonisolated let starts: Permits
    nonisolated let drivers = DriverTable()
    private nonisolated let observed: Locked<Observed>
    private nonisolated let resyncSignal = Signal()
    private nonisolated let reachableSignal = Signal()
    private let removals = Permits(4)
    private let pulls: PullQueue
    private var circuit: HostCircuit
    private var removing: [AttemptID: Task<Void, Never>] = [:]
    private var conditionWrittenAt = Date.distantPast
    private let beganAt: Date
    private var health: EngineHealth?

    /// What others read without waiting.
    private struct Observed: Sendable {
        var condition: HostCondition?
        var incarnation: EngineIncarnation?
        var isReachable = false
        /// When somebody last asked the host while it counted as lost.
        var askedAt: ContinuousClock.Instant?
    }

    /// Conditions are written for people at most that often while nothing changes.
    private static let conditionPeriod: TimeInterval = 60

    init(host: JobHost, lease: ExecutorLease, services: WorkerServices, cores: Int) {
        settings = Locked(host)
        self.lease = lease
        self.services = services
        beganAt = services.now()
        starts = Permits(max(10, 4 * cores))
        pulls = PullQueue(executor: lease.executor, hostName: host.name)
        observed = Locked(Observed())
        // An option that is wrong made no executor.
        let limits = try? ExecutorSettings(host.options, over: lease.executor.operationSettings)
        circuit = HostCircuit(
            failureThreshold: limits?.failureThreshold ?? lease.executor.operationSettings.failureThreshold)
    }

    /// The host as it is set.
    nonisolated var host: JobHost { settings.withLock { $0 } }
    nonisolated var executor: any ContainerExecutor { lease.executor }

    /// Goes on by other settings, of which none concerns the executor.
    nonisolated func apply(_ host: JobHost) { settings.withLock { $0 = host } }

    /// Looks only after the attempts that it has; another one stands for the host from now on.
    nonisolated func retire() { isRetiring.withLock { $0 = true } }

    /// What was last seen of the host.
    nonisolated var condition: HostCondition? { observed.withLock { $0.condition } }
    /// The daemon that answered last.
    nonisolated var incarnation: EngineIncarnation? { observed.withLock { $0.incarnation } }
    /// Whether its last answer was one.
    nonisolated var isReachable: Bool { observed.withLock { $0.isReachable } }

    /// Whether it has not answered lately: then nothing is ordered there (BASE-12).
    nonisolated var isLost: Bool {
        observed.withLock { observed in
            guard !observed.isReachable, case .lost = observed.condition?.state else { return false }
            return true
        }
    }

    /// Watches the host until cancelled.
    func run() async {
        await withTaskGroup { group in
            group.addTask { await self.resyncForever() }
            group.addTask { await self.watchEventsForever() }
            group.addTask { await self.measureForever() }
        }
    }

    /// An engine call has failed for the line: look at once whether the host is there. Further ones tell nothing new: each
    /// look that fails makes the pause before the next one longer.
    func reportOutage(_ error: ExecutorError) {
        guard isReachable else { return }
        services.logger.warning("\(error.message)", metadata: ["host": "\(host.name)"])
        observed.withLock { $0.isReachable = false }
        resyncSignal.raise()
    }

    /// An engine call was answered: where the host counts as lost, it is looked at before its next turn.
    nonisolated func reportAnswer() {
        if !isReachable { resyncSignal.raise() }
    }

    /// Whether an engine call may be tried: where the host counts as lost, one of all its jobs may in a second.
    nonisolated func mayAsk() -> Bool {
        observed.withLock { observed in
            if observed.isReachable { return true }
            if let askedAt = observed.askedAt, ContinuousClock.now - askedAt < .seconds(1) { return false }
            observed.askedAt = .now
            return true
        }
    }

    /// The daemon that answered last; asked for when none has yet. Who is still there in a later look was there since.
    func knownIncarnation() async throws(ExecutorError) -> EngineIncarnation {
        if let incarnation { return incarnation }
        return try await refreshIncarnation()
    }

    /// Asks which daemon answers now.
    func refreshIncarnation() async throws(ExecutorError) -> EngineIncarnation {
        let current = try await measured(.ping) { () async throws(ExecutorError) in try await executor.incarnation() }
        observed.withLock { $0.incarnation = current }
        return current
    }

    /// Asks the engine, and counts how long it took and how it failed (BASE-11).
    nonisolated func measured<Answer>(
        _ operation: EngineOperation, _ call: () async throws(ExecutorError) -> Answer
    ) async throws(ExecutorError) -> Answer {
        try await services.metrics.measure(operation, on: host.name, call)
    }

    /// What is to be made for an attempt.
    nonisolated func order(for job: Job, _ attempt: Attempt) -> LaunchOrder {
        let identity = ContainerIdentity(
            store: services.store.id, attempt: attempt.id, token: attempt.token, worker: services.id,
            deadlineInSeconds: job.timeout.map { Int64($0.inSeconds.rounded(.up)) })
        var spec = job.spec
        spec.limits = attempt.reservation.applied(to: spec.limits)
        return LaunchOrder(
            spec: spec, identity: identity, containerName: attempt.containerName, jobName: job.name)
    }

    /// Fetches an image; attempts that need the same one share the pull.
    func pull(_ image: String, _ platform: String?, for attempt: AttemptID) async throws(ExecutorError) {
        let publish = services.publish
        try await measured(.pull) { () async throws(ExecutorError) in
            try await pulls.pull(image, platform) { line in
                publish(Hint(kind: .progress, job: attempt.job, attempt: attempt.number, text: line))
            }
        }
    }

    /// Begins to remove the container of an attempt whose result is stored; nobody waits for it. A failure is left to the
    /// next list.
    func removeContainer(_ container: ExecutionID, of attempt: AttemptID) {
        guard removing[attempt] == nil else { return }
        removing[attempt] = Task {
            await removals.acquire()
            do {
                services.failpoints.hit(.removeSent)
                try await measured(.remove) { () async throws(ExecutorError) in try await executor.remove(container) }
                try await services.store.markRemoved([attempt], now: services.now())
            } catch {
                services.logger.warning("\(error)", metadata: ["host": "\(host.name)", "attempt": "\(attempt)"])
            }
            await removals.release()
            removing[attempt] = nil
        }
    }

    /// How the host did so far (BASE-11).
    nonisolated var metrics: HostMetrics {
        services.metrics.metrics(of: host.name, since: beganAt, now: services.now())
    }

    /// Waits for the removals that have begun; each call has a deadline of its own.
    func finishRemovals() async {
        for task in removing.values { await task.value }
    }

    // MARK: - Events

    private func watchEventsForever() async {
        guard let watcher = executor as? any EventWatching else { return }
        while !Task.isCancelled {
            while !isReachable, !Task.isCancelled { await reachableSignal.wait() }
            guard !Task.isCancelled else { return }
            do {
                try await watcher.watchEvents(
                    store: services.store.id,
                    onReady: { [resyncSignal] in resyncSignal.raise() },
                    onEvent: { [drivers] event in
                        guard event.kind == .died || event.kind == .removed, let attempt = event.attempt else { return }
                        drivers[attempt]?.look()
                    })
            } catch {
                guard !Task.isCancelled else { return }
                reportOutage(error)
            }
            try? await Task.sleep(for: .milliseconds(100))
        }
    }

    // MARK: - Lists

    private func resyncForever() async {
        while !Task.isCancelled {
            let pause = await resync()
            await resyncSignal.wait(atMost: pause)
        }
    }

    /// Lists the host once, and says when to list it again.
    private func resync() async -> Duration {
        do {
            let current = try await refreshIncarnation()
            let containers = try await measured(.list) { () async throws(ExecutorError) in
                try await executor.list(store: services.store.id)
            }
            services.failpoints.hit(.reconcileList)
            await succeed(current)
            await reconcile(containers)
            return services.options.resyncPeriod * services.jitter()
        } catch {
            return await fail(error)
        }
    }

    private func succeed(_ current: EngineIncarnation) async {
        let wasReachable = isReachable
        circuit.succeed()
        let health = await executor.health()
        self.health = health
        let isSlow = health.responseTime > .seconds(1)
        await show(
            HostCondition(
                state: isSlow ? .slow : .ok, reason: health.failure, checkedAt: services.now(),
                responseTime: health.responseTime, engine: health.engine, cores: health.cores, memory: health.memory,
                runningContainers: health.runningContainers, capabilities: await capabilities()),
            incarnation: current, isReachable: true)
        guard !wasReachable else { return }
        reachableSignal.raise()
        for driver in drivers.all { driver.look() }
        services.wakeDispatcher()
    }

    /// What the executor can do, as it says now or said when it was asked last.
    private func capabilities() async -> Set<Capability>? {
        do throws(ExecutorError) {
            return try await executor.capabilities()
        } catch {
            return condition?.capabilities
        }
    }

    private func fail(_ error: ExecutorError) async -> Duration {
        // Jobs that run there are `unknown since …` from now on, also those of which nothing else would be asked.
        if circuit.failingSince == nil, error.isOutage { for driver in drivers.all { driver.look() } }
        let pause = circuit.fail(error.code, now: services.now(), jitter: services.jitter())
        let since = circuit.failingSince ?? services.now()
        let retryAt = services.now().addingTimeInterval(pause.inSeconds)
        let state: HostCondition.State =
            error.isOutage ? .lost(since: since, retryAt: retryAt) : .misconfigured(error.message)
        await show(
            HostCondition(
                state: state, reason: error.message, checkedAt: services.now(), engine: health?.engine,
                cores: health?.cores, memory: health?.memory, capabilities: condition?.capabilities),
            incarnation: incarnation, isReachable: false)
        return pause
    }

    private func show(_ condition: HostCondition, incarnation: EngineIncarnation?, isReachable: Bool) async {
        let before = observed.withLock { observed -> HostCondition? in
            let before = observed.condition
            observed.condition = condition
            observed.incarnation = incarnation
            observed.isReachable = isReachable
            return before
        }
        let isNews = before?.isUsable != condition.isUsable || before?.reason != condition.reason
        guard isNews || services.now().timeIntervalSince(conditionWrittenAt) >= Self.conditionPeriod,
            !isRetiring.withLock({ $0 })
        else { return }
        conditionWrittenAt = services.now()
        // Only for people to read; the next one comes soon.
        try? await services.store.setCondition(condition, metrics: metrics, ofHost: host.name)
        services.publish(Hint(kind: .host, text: host.name))
        services.wakeDispatcher()
    }

    /// Compares a list of a healthy engine with what the store knows, and acts on the difference.
    private func reconcile(_ containers: [ContainerSummary]) async {
        let driven = Dictionary(drivers.all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        guard !isRetiring.withLock({ $0 }) else {
            // What else runs there, or is expected there, is not known by the host's new settings.
            let running = Set(containers.filter(\.state.isRunning).compactMap(\.attempt))
            for (id, driver) in driven where driver.hasContainer && !running.contains(id) { driver.look() }
            return
        }
        let others = containers.compactMap(\.attempt).filter { driven[$0] == nil && removing[$0] == nil }
        let unlisted: [Attempt]
        let known: [AttemptID: AttemptKnowledge]
        do {
            known = others.isEmpty ? [:] : try await services.store.knowledge(of: others)
            let listed = Set(containers.compactMap(\.attempt))
            unlisted = try await services.store.unremoved(host: host.name, limit: 1000)
                .filter { !listed.contains($0.id) && removing[$0.id] == nil }
            if !unlisted.isEmpty {
                try await services.store.markRemoved(unlisted.map(\.id), now: services.now())
            }
        } catch {
            services.logger.error("\(error.message)", metadata: ["host": "\(host.name)"])
            return
        }
        let live = Set(driven.values.filter(\.hasContainer).map(\.id))
        let plan = ReconcilePlan(containers: containers, live: live, now: EngineTime(services.now())) { attempt in
            if driven[attempt] != nil || removing[attempt] != nil { return .live }
            return judge(known[attempt] ?? .unknown)
        }
        for (attempt, container) in plan.adopt where !container.state.isRunning { driven[attempt]?.look() }
        for attempt in plan.missing { driven[attempt]?.look() }
        services.failpoints.hit(.reconcileRemove)
        for container in plan.remove {
            guard let attempt = container.attempt else { continue }
            removeContainer(container.id, of: attempt)
        }
        for orphan in plan.orphans { await removeOrphan(orphan) }
        if !plan.spared.isEmpty {
            services.logger.warning(
                "\(plan.spared.count) containers of jobs that the store does not know were left alone: there are suspiciously many. See `berth cleanup --orphans`.",
                metadata: ["host": "\(host.name)"])
        }
    }

    private func judge(_ knowledge: AttemptKnowledge) -> ReconcilePlan.Knowledge {
        switch (knowledge, host.removal) {
        case (.live, _): .live
        case (.unknown, _): .unknown
        case (.ended, .atOnce): .ended
        case (.ended, .never): .kept
        case (.ended(let at), .after(let pause)):
            services.now().timeIntervalSince(at) >= pause.inSeconds ? .ended : .kept
        }
    }

    private func removeOrphan(_ container: ContainerSummary) async {
        do {
            if container.state.isRunning { try await executor.stop(container.id, grace: .seconds(10)) }
            try await executor.remove(container.id)
            try await services.store.addEvent(
                kind: "orphan_removed", job: nil,
                detail: "Container '\(container.name)' on host '\(host.name)' belonged to no job of this store.",
                actor: "worker", now: services.now())
        } catch {
            services.logger.warning("\(error)", metadata: ["host": "\(host.name)"])
        }
    }
}
