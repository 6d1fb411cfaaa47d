public import Foundation
import JobCore
public import Logging
public import ServiceLifecycle

/// The process part that claims, launches, watches, collects and cleans up; one active per store (architecture.md 3).
///
/// The caller holds the store's `WorkerLock`. All that matters is in the store and on the engines, so that `run` may be
/// killed at any instruction and the next worker goes on.
public actor Worker: Service {
    let services: WorkerServices
    let pool: ExecutorPool
    private let socketPath: String
    let relay: Relay
    let cores: Int
    private let notifier: Notifier?
    let metricsEndpoint: MetricsEndpoint?
    let record: WorkerRecord

    var supervisors: [String: HostSupervisor] = [:]
    /// Those of hosts that were edited, with the attempts that began before.
    var retiring: [(supervisor: HostSupervisor, task: Task<Void, Never>?)] = []
    var supervisorTasks: [String: Task<Void, Never>] = [:]
    private(set) var driverTasks: [AttemptID: Task<Void, Never>] = [:]
    /// When the queue was looked at last; who asks for the worker's health judges by it.
    private(set) var lookedAt = ContinuousClock.now
    /// Hosts whose settings make no executor, with what is wrong in their condition: jobs that wait for them are told (ROUTE-02).
    var unbuildable: [String: JobHost] = [:]
    private var idleSince = ContinuousClock.now
    /// Whether something waits that this worker, or time, may bring forward: then it is not idle.
    private var hasWaiting = false
    /// When as many ready jobs as a round may were looked at last, and when the whole queue may be walked over again.
    private var surveyedAt = ContinuousClock.now - lookPeriod
    private var walkDueAt = ContinuousClock.now
    /// When jobs are to be looked at that a round left out.
    private var catchUpAt: ContinuousClock.Instant?
    private var drainDeadline: ContinuousClock.Instant?
    private var deadMansSwitch: SharedPoll.Membership?
    /// When the lease was renewed last, or that was tried. Does not count while the machine sleeps.
    var beatAt = SuspendingClock.now

    /// What signals and sockets put in from outside.
    final class Relay: Sendable {
        let signal = Signal()
        let isDraining = Locked(false)
        let isLeaving = Locked(false)
        let server = Locked<HintServer?>(nil)
        /// Whether a client has changed something since that was asked last.
        let wasWoken = Locked(false)
        /// Looks of the shared poll since the lease was renewed last, or that was tried.
        let silentLooks = Locked(0)
    }

    /// How often the whole queue is looked over, and what cannot be read is tried again.
    private static let lookPeriod = Duration.seconds(1)
    /// A round looks at no more jobs than this (decisions 7).
    private static let roundLimit = 500
    /// So many are enough while hosts are full: nearly every round claims one job for the slot that one has left.
    private static let quickLimit = 16
    /// A worker that ends waits that long for notices under way; what is left, the next one delivers.
    private static let lastDeliveries = Duration.seconds(5)

    /// Makes a worker; nothing happens before `run`.
    public init(
        store: any JobStore, logs: any LogStore, executors: any ExecutorMaking, socketPath: String,
        options: WorkerOptions = WorkerOptions(), failpoints: Failpoints = Failpoints(), logger: Logger,
        notifications: (any NotificationSending)? = nil, metricsEndpoint: MetricsEndpoint? = nil,
        cores: Int = ProcessInfo.processInfo.activeProcessorCount,
        jitter: @escaping @Sendable () -> Double = { .random(in: 0.8...1.2) }
    ) {
        let relay = Relay()
        let id = WorkerID()
        let began = failpoints.now()
        let services = WorkerServices(
            id: id, store: store, logs: logs, socketPath: socketPath, settings: Locked(options), failpoints: failpoints,
            logger: logger,
            jitter: jitter,
            publish: { hint in relay.server.withLock { $0 }?.publish(hint) },
            isWatched: { relay.server.withLock { $0 }?.hasListeners ?? false },
            wakeDispatcher: { relay.signal.raise() })
        self.services = services
        self.metricsEndpoint = metricsEndpoint
        notifier = notifications.map { Notifier(services: services, sender: $0) }
        record = WorkerRecord(
            id: id, processID: Int(ProcessInfo.processInfo.processIdentifier),
            machine: ProcessInfo.processInfo.hostName, startedAt: began, renewedAt: began,
            leaseUntil: began.addingTimeInterval(options.leaseLifetime.inSeconds), version: options.version)
        pool = ExecutorPool(executors)
        self.socketPath = socketPath
        self.relay = relay
        self.cores = cores
    }

    /// Stops claiming and ends once running jobs have ended or the shutdown time-out has passed; what still runs is left
    /// to the next worker. Asked again, leaves at once (CMD-03).
    public nonisolated func drain() {
        let isSecond = relay.isDraining.withLock { isDraining -> Bool in
            defer { isDraining = true }
            return isDraining
        }
        if isSecond { relay.isLeaving.withLock { $0 = true } }
        relay.signal.raise()
    }

    /// Goes on by other options; what is under way keeps those that it began with.
    public nonisolated func reload(_ options: WorkerOptions) {
        services.settings.withLock { $0 = options }
        relay.signal.raise()
    }

    /// Works until drained, cancelled, idle for `idleExit`, or done when it runs once.
    ///
    /// - Throws: `StoreError` when the store cannot be read at the start; later troubles are waited out.
    public func run() async throws {
        let server = try HintServer(path: socketPath) { [relay, weak self] request in
            switch request {
            case .wake:
                relay.wasWoken.withLock { $0 = true }
                relay.signal.raise()
            case .listen: relay.signal.raise()
            case .drain: self?.drain()
            case .report: Task { await self?.report() }
            }
        }
        relay.server.withLock { $0 = server }
        defer { server.close() }
        answerMetrics()
        try await services.store.renewLease(record, now: services.now())
        try await takeOver()
        let heartbeat = Task { await renewForever() }
        deadMansSwitch = services.options.endsWhenStuck ? endWhenStuck() : nil
        let retention = Task { [services] in await RetentionPasses(services: services).runForever() }
        let notices = Task { [notifier] in await notifier?.runForever() }
        await withGracefulShutdownHandler {
            await dispatchForever()
        } onGracefulShutdown: {
            self.drain()
        }
        deadMansSwitch = nil
        notices.cancel()
        await notices.value
        heartbeat.cancel()
        retention.cancel()
        await retention.value
        await leave()
    }

    // MARK: - Taking over and leaving

    private func takeOver() async throws(StoreError) {
        try await refreshSupervisors()
        let now = services.now()
        let lease = now.addingTimeInterval(services.options.leaseLifetime.inSeconds)
        let inherited = try await services.store.adoptAll(worker: services.id, leaseUntil: lease, now: now)
        for live in inherited { drive(live, isAdopted: true) }
        if !inherited.isEmpty { services.logger.notice("\(inherited.count) attempts taken over") }
    }

    private func leave() async {
        services.failpoints.hit(.drain)
        for supervisor in allSupervisors { for driver in supervisor.drivers.all { driver.handOver() } }
        for task in driverTasks.values { await task.value }
        for supervisor in allSupervisors { await supervisor.finishRemovals() }
        let tasks = supervisorTasks.values + retiring.compactMap(\.task)
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
        for supervisor in supervisors.values {
            // For people to read, like all of this.
            try? await services.store.setMetrics(supervisor.metrics, ofHost: supervisor.host.name)
        }
        for supervisor in allSupervisors { await supervisor.lease.end() }
        await pool.close()
        if !relay.isLeaving.withLock({ $0 }) { await notifier?.finish(within: Self.lastDeliveries) }
        // The register is for people; a worker that could not sign off is seen as ended by its lease.
        try? await services.store.endWorker(services.id, now: services.now())
    }

    // MARK: - Rounds

    private func dispatchForever() async {
        let commits = CommitWatch(services.store)
        _ = await commits.change()
        let poll = SharedPoll.process.add { [store = services.store, relay] in
            // A look at a file costs microseconds; a round is made only when something was committed that concerns the queue.
            guard store.mayHaveChanged else { return }
            Task { if await commits.change() == .store { relay.signal.raise() } }
        }
        defer { withExtendedLifetime(poll) {} }
        while !Task.isCancelled {
            let pause: Duration
            do {
                pause = try await round()
            } catch {
                services.logger.error("\(error.message)")
                pause = Self.lookPeriod
            }
            if isDone() { return }
            let due = ContinuousClock.now.advanced(by: pause)
            var isWoken = false
            while !isWoken, ContinuousClock.now < due, !isDone() {
                isWoken = await relay.signal.wait(atMost: min(longestSleep, due - .now))
                if await heartStandsStill() { return }
                lookedAt = .now
            }
        }
    }

    /// After so long it looks whether its lease is renewed and whether it is to end.
    private var longestSleep: Duration {
        guard driverTasks.isEmpty, !hasWaiting, let idleExit = services.options.idleExit else { return .seconds(5) }
        return min(.seconds(5), max(.milliseconds(1), idleExit - (.now - idleSince)))
    }

    /// Looks at requests and at the queue once.
    ///
    /// - Returns: how long nothing becomes due by itself.
    private func round() async throws(StoreError) -> Duration {
        lookedAt = .now
        notifier?.look()
        try await refreshSupervisors()
        try await passOnRequests()
        let isDraining = relay.isDraining.withLock { $0 }
        if isDraining {
            drainDeadline = drainDeadline ?? .now.advanced(by: services.options.shutdownTimeout)
            return Self.lookPeriod / 4
        }
        let now = services.now()
        var due = try await services.store.nextDue(after: .distantPast)
        if let moment = due, moment <= now {
            try await takeDue(now)
            due = try await services.store.nextDue(after: now)
        }
        try await claim(now)
        if due != nil { hasWaiting = true }
        if hasWaiting || !driverTasks.isEmpty { idleSince = .now }
        // What becomes due meanwhile wakes the dispatcher itself.
        let longest = catchUpAt.map { max(0.01, ($0 - .now).inSeconds) } ?? 60
        guard let next = due else { return .seconds(longest) }
        return .seconds(min(longest, max(0.01, next.timeIntervalSince(now))))
    }

    private func takeDue(_ now: Date) async throws(StoreError) {
        if try await services.store.submitDue(now: now) > 0 {
            services.publish(Hint(kind: .job))
            try await ScheduleRetention(services: services).enforce()
        }
        if try await services.store.promoteDue(now: now) > 0 { services.publish(Hint(kind: .job)) }
    }

    private func claim(_ now: Date) async throws(StoreError) {
        catchUpAt = nil
        hasWaiting = false
        let free = services.options.maxConcurrent - driverTasks.count
        guard free > 0 else { return }
        let isSurvey = ContinuousClock.now - surveyedAt >= Self.lookPeriod
        let limit = isSurvey ? Self.roundLimit : Self.quickLimit
        let ready = try await services.store.claimable(limit: limit, now: now)
        if !isSurvey, ready.count == limit { catchUpAt = surveyedAt + Self.lookPeriod }
        guard !ready.isEmpty else { return }
        hasWaiting = true
        if isSurvey { surveyedAt = .now }
        var placing = PlacingRound(
            supervisors, unbuildable: Array(unbuildable.values), loads: try await services.store.hostLoads(),
            policy: services.options.router, room: free, now: now)
        placing.place(ready)
        if placing.hasRoom, ready.count == limit { try await placeFurther(&placing, now) }
        // Before every host was asked once, "no host" is not the truth yet.
        let hasAskedAll = supervisors.values.allSatisfy { $0.condition != nil }
        if hasAskedAll, !placing.blockages.isEmpty {
            try await services.store.setBlockages(placing.blockages)
            services.publish(Hint(kind: .job))
        }
        guard !placing.requests.isEmpty else { return }
        services.failpoints.hit(.claimBeforeCommit)
        let claimed = try await services.store.claim(
            placing.requests, worker: services.id,
            leaseUntil: now.addingTimeInterval(services.options.leaseLifetime.inSeconds), now: now)
        services.failpoints.hit(.claimAfterCommit)
        for live in claimed {
            services.logger.info(
                "routing",
                metadata: [
                    "job.id": "\(live.job.number)", "host": "\(live.attempt.host)",
                    "reason": "\(live.attempt.routingReason ?? "")",
                ])
            services.publish(Hint(kind: .job, job: live.job.number, attempt: live.attempt.id.number))
            drive(live, isAdopted: false)
        }
    }

    /// The front of the queue waits in vain: those behind it that something could take are looked for (F79). That walks over all
    /// that wait, and so may take a tenth of the time.
    private func placeFurther(_ placing: inout PlacingRound, _ now: Date) async throws(StoreError) {
        let openings = placing.openings
        guard !openings.isEmpty else { return }
        let began = ContinuousClock.now
        guard began >= walkDueAt else {
            catchUpAt = min(catchUpAt ?? walkDueAt, walkDueAt)
            return
        }
        let fitting = try await services.store.claimable(limit: Self.roundLimit, fitting: openings, now: now)
        let placed = placing.requests.count
        placing.place(fitting)
        walkDueAt = .now.advanced(by: (.now - began) * 9)
        // Where nothing was placed, the same would be found again until something changes.
        if placing.hasRoom, fitting.count == Self.roundLimit, placing.requests.count > placed { catchUpAt = walkDueAt }
    }

    private func passOnRequests() async throws(StoreError) {
        guard !driverTasks.isEmpty else { return }
        try await dropForeignAttempts()
        let requests = try await services.store.pendingRequests()
        guard !requests.isEmpty else { return }
        for supervisor in allSupervisors {
            for driver in supervisor.drivers.all {
                if let request = requests[driver.id.job] { driver.request(request) }
            }
        }
    }

    /// An attempt that ended without its driver was given up by somebody (`berth give-up`): its host is not waited for.
    private func dropForeignAttempts() async throws(StoreError) {
        let wasWoken = relay.wasWoken.withLock { wasWoken in
            defer { wasWoken = false }
            return wasWoken
        }
        // A driver whose host answers finds out at its next write, should the hint be lost.
        guard wasWoken || allSupervisors.contains(where: { !$0.isReachable }) else { return }
        let live = try await services.store.liveAttemptIDs()
        for supervisor in allSupervisors {
            for driver in supervisor.drivers.all where !live.contains(driver.id) { driver.handOver() }
        }
    }

    private func isDone() -> Bool {
        if Task.isCancelled || relay.isLeaving.withLock({ $0 }) { return true }
        if let drainDeadline { return driverTasks.isEmpty || ContinuousClock.now >= drainDeadline }
        guard driverTasks.isEmpty else { return false }
        if services.options.runsOnce { return supervisors.values.allSatisfy { $0.condition != nil } }
        return !hasWaiting && services.options.idleExit.map { ContinuousClock.now - idleSince >= $0 } ?? false
    }

    // MARK: - Drivers

    private func drive(_ live: LiveAttempt, isAdopted: Bool) {
        guard let supervisor = supervisors[live.attempt.host] else {
            services.logger.error(
                "Attempt \(live.attempt.id) is on host '\(live.attempt.host)', which this worker does not serve; it is left as it is."
            )
            return
        }
        let driver = AttemptDriver(live, isAdopted: isAdopted, supervisor: supervisor, services: services)
        supervisor.drivers.insert(driver)
        driverTasks[driver.id] = Task {
            await driver.drive()
            supervisor.drivers.remove(driver.id)
            self.didEnd(driver.id)
        }
    }

    private func didEnd(_ attempt: AttemptID) {
        driverTasks[attempt] = nil
        idleSince = .now
        relay.signal.raise()
    }
}
