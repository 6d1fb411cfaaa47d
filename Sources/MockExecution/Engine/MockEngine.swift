import JobCore
import JobEngine

/// The simulated engine: what a daemon would be to a real executor.
actor MockEngine {
    private let file: MockStateFile?
    private let queue: SerialQueueExecutor
    private var state = MockState()
    private var observers: [Int: AsyncStream<Void>.Continuation] = [:]
    private var nextObserver = 0
    private var toldRevision = 0
    private var removals: [ExecutionID: Int] = [:]
    private var broken: Set<ExecutionID> = []
    /// Looks for what other processes did, for all observers together.
    private var lookout: SharedPoll.Membership?

    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    /// Keeps its containers in the file at `path`, or nowhere.
    init(path: String?) {
        file = path.map(MockStateFile.init)
        queue = SerialQueueExecutor(label: "berth.mock-engine")
    }

    /// The container, as it stands in the file now; `nil` when there is none.
    func container(_ id: ExecutionID) throws(ExecutorError) -> MockContainer? {
        try look { $0.containers[id] }
    }

    /// All containers of a store, oldest first.
    func containers(of store: StoreID?) throws(ExecutorError) -> [MockContainer] {
        let all = try look { $0.containers.values.filter { store == nil || $0.store == store } }
        return all.sorted { ($0.createdAt, $0.attempt) < ($1.createdAt, $1.attempt) }
    }

    /// Makes a container unless there is one of that name.
    ///
    /// - Parameter limit: how many may live at once; 0 is any number.
    /// - Returns: the container of that name, and whether this call made it.
    /// - Throws: `resource` when as many live already.
    func create(
        _ container: MockContainer, limit: Int, host: String
    ) throws(ExecutorError) -> (container: MockContainer, isNew: Bool) {
        try change { state throws(ExecutorError) in
            if let found = state.container(named: container.name) { return ([], (found, false)) }
            if limit > 0 {
                let live = state.containers.values.count { other in
                    if case .exited = other.state(at: container.createdAt) { false } else { true }
                }
                guard live < limit else {
                    throw ExecutorError(
                        .resource,
                        "Could not make container '\(container.name)': host '\(host)' has as many as its setting maxJobs=\(limit) allows."
                    )
                }
            }
            return ([.container(container)], (container, true))
        }
    }

    /// Changes one container.
    ///
    /// - Parameter records: what is to become of it, decided under the lock.
    /// - Returns: the container as it is afterwards; `nil` when there is none.
    func update(
        _ id: ExecutionID, _ records: @Sendable (MockContainer) -> [MockRecord]
    ) throws(ExecutorError) -> MockContainer? {
        try change { state throws(ExecutorError) in
            guard let container = state.containers[id] else { return ([], nil) }
            let changes = records(container)
            // The one container alone: to try it out on the whole state would copy all of it each time.
            return (changes, changes.reduce(into: container) { $0.apply($1) })
        }
    }

    /// What has ended and was removed.
    func report() throws(ExecutorError) -> PerformanceReport { try look { $0.report } }

    func resetReport() throws(ExecutorError) {
        try change { _ throws(ExecutorError) in ([.report(PerformanceReport())], ()) }
    }

    /// How often this process has tried to remove a container before, counting this time.
    func countRemoval(of id: ExecutionID) -> Int {
        removals[id, default: 0] += 1
        return removals[id] ?? 0
    }

    /// Whether the followed log of a container is to break off now, for the first time in this process.
    func breaksLog(of id: ExecutionID) -> Bool { broken.insert(id).inserted }

    /// Tells of every change of the engine, from this call on, lossily: of those made through this object at once, of those
    /// of other processes within a second.
    func changes() -> AsyncStream<Void> {
        let key = nextObserver
        nextObserver += 1
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        continuation.onTermination = { [weak self] _ in
            Task { await self?.removeObserver(key) }
        }
        observers[key] = continuation
        if let file, lookout == nil {
            lookout = SharedPoll.process.add { [weak self, seen = file.seen] in
                if seen.hasNews { Task { await self?.lookForOthers() } }
            }
        }
        return stream
    }

    private func lookForOthers() {
        // What cannot be read is told to who asks for a container.
        _ = try? look { _ in }
    }

    /// Closes the file and wakes whoever waits.
    func close() {
        lookout = nil
        file?.close()
        for observer in observers.values { observer.finish() }
        observers = [:]
    }

    private func removeObserver(_ key: Int) {
        observers[key] = nil
        if observers.isEmpty { lookout = nil }
    }

    private func look<Result>(_ read: (MockState) -> Result) throws(ExecutorError) -> Result {
        guard let file else { return read(state) }
        defer { tell(file.revision) }
        return try file.transaction(&state) { state throws(ExecutorError) in ([], read(state)) }
    }

    private func change<Result>(
        _ decide: (MockState) throws(ExecutorError) -> (records: [MockRecord], result: Result)
    ) throws(ExecutorError) -> Result {
        guard let file else {
            let (records, result) = try decide(state)
            for record in records { state.apply(record) }
            tell(toldRevision + records.count)
            return result
        }
        defer { tell(file.revision) }
        return try file.transaction(&state, decide)
    }

    private func tell(_ revision: Int) {
        guard revision != toldRevision else { return }
        toldRevision = revision
        for observer in observers.values { observer.yield() }
    }
}
