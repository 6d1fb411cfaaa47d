import Foundation
public import JobCore
public import JobEngine

/// Simulates an engine: containers start, write, run and exit by the clock, and nothing is ever executed. For the demo, for
/// tests of the core engine and for load (MOCK-01 to MOCK-13).
///
/// The engine lives in a small file, not in this object: any number of executors in any number of processes may be opened
/// on it, and its containers go on "running" while none is.
public struct MockExecutor: ContainerExecutor {
    let host: String
    let settings: MockSettings
    let clock: any SimulationClock
    let engine: MockEngine
    private let makeID: @Sendable () -> ExecutionID

    /// Makes the executor of a mock host; touches no file yet.
    ///
    /// - Parameters:
    ///   - host: its name names the engine, its options are `MockSettings`.
    ///   - statePath: the file that the containers are kept in, usually `<store>/mock/<host>.jsonl`; its directory is made
    ///     when needed, both for the user alone. `nil` keeps them in this object.
    ///   - clock: the time by which containers live. Default the machine's.
    ///   - makeID: makes an id for a new container, never the same again.
    /// - Throws: `InvalidInput` that names the option which cannot work.
    public init(
        host: JobHost, statePath: String?, clock: any SimulationClock = WallClock(),
        makeID: @escaping @Sendable () -> ExecutionID = Self.makeRandomID
    ) throws(InvalidInput) {
        self.host = host.name
        settings = try MockSettings(options: host.options)
        self.clock = clock
        engine = MockEngine(path: statePath)
        self.makeID = makeID
    }

    /// 32 random hexadecimal digits.
    public static let makeRandomID: @Sendable () -> ExecutionID = {
        ExecutionID(UUID().uuidString.replacing("-", with: "").lowercased())
    }

    /// The file of a host's engine in a store's directory.
    public static func statePath(inStore directory: String, host: String) -> String {
        "\(directory)/mock/\(host).jsonl"
    }

    /// Makes the container of an attempt, or finds it by name.
    public func prepare(_ order: LaunchOrder) async throws(ExecutorError) -> PreparedContainer {
        let plan: MockPlan
        do {
            plan = try MockPlan(settings: settings, order: order)
        } catch {
            throw ExecutorError(.invalidJob, "Could not make container '\(order.containerName)': \(error)")
        }
        if let mode = settings.errorMode {
            if mode == .timeout { try await wait(settings.timeoutAfter, doing: "making '\(order.containerName)'") }
            throw mode.error(container: order.containerName, image: order.spec.image, host: host)
        }
        let identity = order.identity
        var labels = order.spec.labels
        labels["berth.store"] = identity.store.description
        labels["berth.job"] = identity.attempt.job.description
        labels["berth.attempt"] = String(identity.attempt.number)
        labels["berth.token"] = String(identity.token)
        labels["berth.name"] = order.jobName
        let (container, isNew) = try await engine.create(
            MockContainer(
                id: makeID(), name: order.containerName, store: identity.store, attempt: identity.attempt,
                token: identity.token, labels: labels, limits: order.spec.limits, hasTerminal: order.spec.hasTerminal,
                plan: plan, createdAt: clock.now), limit: settings.maxJobs, host: host)
        guard container.store == identity.store, container.attempt == identity.attempt else {
            throw ExecutorError(
                .conflict,
                "Could not make container '\(order.containerName)' on host '\(host)': the name belongs to attempt \(container.attempt) of store \(container.store). Remove that container first."
            )
        }
        return PreparedContainer(id: container.id, isFresh: isNew)
    }

    /// Starts a container and returns when its process runs, after the host's `delay`. Repeated, it waits for the same start.
    public func start(_ container: PreparedContainer) async throws(ExecutorError) {
        let clock = clock
        let started = try await engine.update(container.id) { container in
            container.startsAt == nil
                ? [.started(id: container.id, at: clock.now.advanced(by: container.plan.delay))] : []
        }
        guard let started, let startsAt = started.startsAt else { throw noSuchContainer(container.id, "start") }
        try await reach(startsAt, doing: "starting '\(started.name)'")
    }

    /// Everything about one container at this moment.
    public func inspect(_ id: ExecutionID) async throws(ExecutorError) -> ContainerInspection {
        let now = clock.now
        guard let container = try await engine.container(id) else {
            return ContainerInspection(id: id, state: .notFound)
        }
        let state = container.state(at: now)
        let hasExited = if case .exited = state { true } else { false }
        return ContainerInspection(
            id: id, state: state, startedAt: state == .created ? nil : container.startsAt,
            finishedAt: hasExited ? container.end?.at : nil, labels: container.labels,
            hasTerminal: container.hasTerminal)
    }

    /// Ends a running container with 143; a simulated process always obeys, so that `grace` is never needed.
    public func stop(_ id: ExecutionID, grace: Duration) async throws(ExecutorError) {
        try await end(id, code: 143)
    }

    /// Ends a running container with 137.
    public func kill(_ id: ExecutionID) async throws(ExecutorError) {
        try await end(id, code: 137)
    }

    /// Removes a container in any state.
    public func remove(_ id: ExecutionID) async throws(ExecutorError) {
        try await failRemoval(id)
        _ = try await engine.update(id) { [.removed(id: $0.id)] }
    }

    /// All containers of the store, oldest first.
    public func list(store: StoreID) async throws(ExecutorError) -> [ContainerSummary] {
        let now = clock.now
        return try await engine.containers(of: store).map { container in
            var state = container.state(at: now)
            if case .exited = state { state = .exited(code: 0, wasOutOfMemory: false) }
            return ContainerSummary(
                id: container.id, name: container.name, state: state, attempt: container.attempt,
                token: container.token, createdAt: container.createdAt)
        }
    }

    /// Healthy as long as the engine's file can be used.
    public func health() async -> EngineHealth {
        let now = clock.now
        do {
            let running = try await engine.containers(of: nil).count { $0.state(at: now).isRunning }
            return EngineHealth(
                checkedAt: now.date, responseTime: now.duration(to: clock.now), engine: "Mock",
                cores: settings.cores, memory: settings.memory, runningContainers: running)
        } catch {
            return EngineHealth(
                failure: error.message, failureCode: error.code, checkedAt: now.date,
                responseTime: now.duration(to: clock.now))
        }
    }

    /// Always the same: the engine is a file, and what it says of an exit stays true.
    public func incarnation() async throws(ExecutorError) -> EngineIncarnation {
        EngineIncarnation(id: "mock:\(host)", startedAt: nil, keepsExitCodes: true)
    }

    /// Everything but a pull and input: what is never executed needs no image and reads nothing, and no wish of it can fail.
    public func capabilities() async throws(ExecutorError) -> Set<Capability> {
        Set(Capability.allCases).subtracting([.pull, .input])
    }

    /// Refuses variables `MOCK_DURATION` and `MOCK_EXIT` that cannot be read, and standard input, which nothing here reads.
    public func validate(_ spec: JobSpec) throws(InvalidInput) {
        guard !spec.takesInput else {
            throw InvalidInput(
                "--interactive", "A simulated host reads no standard input. Leave it out, or use a Docker host.")
        }
        _ = try MockWishes(spec)
    }

    /// Closes the engine's file. Its containers go on.
    public func close() async {
        await engine.close()
    }

    /// What `cleanupFailureRate` says: each try to remove a container draws again.
    private func failRemoval(_ id: ExecutionID) async throws(ExecutorError) {
        guard settings.cleanupFailureRate > 0, let container = try await engine.container(id) else { return }
        var generator = OutcomeGenerator(
            seed: settings.randomSeed, ordinal: container.attempt.job.rawValue,
            attempt: container.attempt.number << 16 + (await engine.countRemoval(of: id)))
        guard generator.share() < settings.cleanupFailureRate else { return }
        throw ExecutorError(
            .unknown,
            "Could not remove container '\(container.name)' on host '\(host)': its setting cleanupFailureRate says so.")
    }

    private func wait(_ duration: Duration, doing action: String) async throws(ExecutorError) {
        guard duration > .zero else { return }
        try await reach(clock.now.advanced(by: duration), doing: action)
    }

    /// Moves a container on by one state: created → running → exited. What `advance: step` needs, and harmless without.
    ///
    /// - Returns: the state that it has now.
    @discardableResult
    public func step(_ id: ExecutionID) async throws(ExecutorError) -> ContainerState {
        let clock = clock
        _ = try await engine.update(id) { container in
            let now = clock.now
            return switch container.state(at: now) {
            case .created: [.started(id: id, at: now)]
            case .running: [.ended(id: id, end: MockContainer.End(at: now, code: container.plan.exitCode))]
            case .exited, .dead, .notFound, .unknown: []
            }
        }
        return try await inspect(id).state
    }

    /// Ends it now, or at the moment at which it starts when that was asked for already.
    private func end(_ id: ExecutionID, code: Int) async throws(ExecutorError) {
        let clock = clock
        let ended = try await engine.update(id) { container in
            guard let startsAt = container.startsAt else { return [] }
            let moment = max(clock.now, startsAt)
            if let end = container.end, end.at <= moment { return [] }
            return [.ended(id: id, end: MockContainer.End(at: moment, code: code))]
        }
        guard let ended, let startsAt = ended.startsAt else { return }
        try await reach(startsAt, doing: "stopping '\(ended.name)'")
    }

    private func reach(_ moment: EngineTime, doing action: String) async throws(ExecutorError) {
        do {
            while clock.now < moment { try await clock.sleep(until: moment) }
        } catch {
            throw ExecutorError(.connection, "Nobody waited for \(action) on host '\(host)': the call was cancelled.")
        }
    }

    func noSuchContainer(_ id: ExecutionID, _ action: String) -> ExecutorError {
        ExecutorError(.notFound, "Could not \(action) container '\(id.short)': host '\(host)' has no such container.")
    }
}
