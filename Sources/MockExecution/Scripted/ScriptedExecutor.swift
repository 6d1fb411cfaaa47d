public import JobCore
public import JobEngine

/// Plays a list of outcomes, one a launch in the order of the launches, and remembers every call that the list does not
/// account for: a launch too many, a second start, a question about a container that never was (MOCK-14). Time plays no
/// part: whatever happens has happened when the call returns.
///
/// A test expects `unplannedCalls` and `unusedOutcomes` to be empty at its end.
public actor ScriptedExecutor: ContainerExecutor {
    struct Container {
        var id: ExecutionID
        var order: LaunchOrder
        var outcome: ScriptedOutcome
        var state = ContainerState.created
        var startedAt: EngineTime?
        var finishedAt: EngineTime?
    }

    /// What was called and not planned, a sentence each.
    public private(set) var unplannedCalls: [String] = []
    /// What the launches ordered, in order.
    public private(set) var orders: [LaunchOrder] = []
    /// The attempts whose containers were started, in order.
    public private(set) var starts: [AttemptID] = []

    private var outcomes: ArraySlice<ScriptedOutcome>
    private var launches = 0
    private var removed: Set<ExecutionID> = []
    private(set) var containers: [ExecutionID: Container] = [:]
    private var watchers: [AsyncStream<EngineEvent>.Continuation] = []
    private let clock: any SimulationClock

    /// Takes the list to be played.
    ///
    /// - Parameter clock: gives containers their times. Default the machine's.
    public init(_ outcomes: [ScriptedOutcome], clock: any SimulationClock = WallClock()) {
        self.outcomes = outcomes[...]
        self.clock = clock
    }

    /// How many outcomes were not played.
    public var unusedOutcomes: Int { outcomes.count }

    /// Takes the next outcome, unless the container of that name exists.
    public func prepare(_ order: LaunchOrder) async throws(ExecutorError) -> PreparedContainer {
        if let found = containers.values.first(where: { $0.order.containerName == order.containerName }) {
            return PreparedContainer(id: found.id, isFresh: false)
        }
        guard let outcome = outcomes.popFirst() else {
            throw unplanned("prepare '\(order.containerName)': all outcomes were played")
        }
        if case .failsToPrepare(let error) = outcome { throw error }
        launches += 1
        orders.append(order)
        let id = ExecutionID("scripted-\(launches)")
        containers[id] = Container(id: id, order: order, outcome: outcome)
        return PreparedContainer(id: id, isFresh: true)
    }

    /// Plays the outcome of a container that was never started.
    public func start(_ container: PreparedContainer) async throws(ExecutorError) {
        let id = container.id
        guard var started = containers[id] else { throw unplanned("start '\(id)': it does not exist") }
        guard started.state == .created else { throw unplanned("start '\(id)': it was started before") }
        if case .failsToStart(let error) = started.outcome { throw error }
        let now = clock.now
        started.startedAt = now
        starts.append(started.order.identity.attempt)
        tell(.started, started)
        switch started.outcome {
        case .exits(let code, _, let wasOutOfMemory):
            started.state = .exited(code: code, wasOutOfMemory: wasOutOfMemory)
            started.finishedAt = now
            containers[id] = started
            tell(.died, started)
        case .runs:
            started.state = .running(isPaused: false)
            containers[id] = started
        case .vanishes, .failsToPrepare, .failsToStart:
            containers[id] = nil
            removed.insert(id)
            tell(.removed, started)
        }
    }

    /// Everything about one container.
    public func inspect(_ id: ExecutionID) async throws(ExecutorError) -> ContainerInspection {
        guard let container = containers[id] else {
            guard removed.contains(id) else { throw unplanned("inspect '\(id)': it never existed") }
            return ContainerInspection(id: id, state: .notFound)
        }
        return ContainerInspection(
            id: id, state: container.state, startedAt: container.startedAt, finishedAt: container.finishedAt)
    }

    /// Ends a running container with 143.
    public func stop(_ id: ExecutionID, grace: Duration) async throws(ExecutorError) {
        try end(id, code: 143, "stop")
    }

    /// Ends a running container with 137.
    public func kill(_ id: ExecutionID) async throws(ExecutorError) {
        try end(id, code: 137, "kill")
    }

    /// Removes a container.
    public func remove(_ id: ExecutionID) async throws(ExecutorError) {
        guard let container = containers.removeValue(forKey: id) else {
            guard removed.contains(id) else { throw unplanned("remove '\(id)': it never existed") }
            return
        }
        removed.insert(id)
        tell(.removed, container)
    }

    /// The containers of the store.
    public func list(store: StoreID) async throws(ExecutorError) -> [ContainerSummary] {
        containers.values.filter { $0.order.identity.store == store }.map { container in
            var state = container.state
            if case .exited = state { state = .exited(code: 0, wasOutOfMemory: false) }
            return ContainerSummary(
                id: container.id, name: container.order.containerName, state: state,
                attempt: container.order.identity.attempt, token: container.order.identity.token, createdAt: clock.now)
        }
    }

    /// Healthy.
    public func health() async -> EngineHealth {
        EngineHealth(checkedAt: clock.now.date, responseTime: .zero, engine: "Scripted")
    }

    /// Always the same.
    public func incarnation() async throws(ExecutorError) -> EngineIncarnation {
        EngineIncarnation(id: "scripted", startedAt: nil, keepsExitCodes: true)
    }

    /// Logs can be followed.
    public func capabilities() async throws(ExecutorError) -> Set<Capability> { [.followLogs] }

    /// Refuses nothing.
    public nonisolated func validate(_ spec: JobSpec) throws(InvalidInput) {}

    /// Ends the streams of events.
    public func close() async {
        for watcher in watchers { watcher.finish() }
        watchers = []
    }

    private func end(_ id: ExecutionID, code: Int, _ call: String) throws(ExecutorError) {
        guard var container = containers[id] else {
            guard removed.contains(id) else { throw unplanned("\(call) '\(id)': it never existed") }
            return
        }
        guard container.state.isRunning else { return }
        container.state = .exited(code: code, wasOutOfMemory: false)
        container.finishedAt = clock.now
        containers[id] = container
        tell(.died, container)
    }

    private func tell(_ kind: EngineEvent.Kind, _ container: Container) {
        let event = EngineEvent(
            kind: kind, id: container.id, attempt: container.order.identity.attempt, at: clock.now)
        for watcher in watchers { watcher.yield(event) }
    }

    func subscribe() -> AsyncStream<EngineEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: EngineEvent.self, bufferingPolicy: .bufferingNewest(1024))
        watchers.append(continuation)
        return stream
    }

    func wasRemoved(_ id: ExecutionID) -> Bool { removed.contains(id) }

    func unplanned(_ call: String) -> ExecutorError {
        unplannedCalls.append(call)
        return ExecutorError(.unknown, "The script has no such call: \(call).")
    }
}
