import JobCore

/// The simulated engine: what a daemon would be to a real executor.
actor MockEngine {
    private let file: MockStateFile?
    private let queue: SerialQueueExecutor
    private var state = MockState()
    private var observers: [Int: AsyncStream<Void>.Continuation] = [:]
    private var nextObserver = 0

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
    /// - Returns: the container of that name, and whether this call made it.
    func create(_ container: MockContainer) throws(ExecutorError) -> (container: MockContainer, isNew: Bool) {
        try change { state throws(ExecutorError) in
            if let found = state.container(named: container.name) { return ([], (found, false)) }
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
            return (changes, changes.reduce(into: state) { $0.apply($1) }.containers[id] ?? container)
        }
    }

    /// Tells of every change made through this object, from this call on, lossily.
    func changes() -> AsyncStream<Void> {
        let key = nextObserver
        nextObserver += 1
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        continuation.onTermination = { [weak self] _ in
            Task { await self?.removeObserver(key) }
        }
        observers[key] = continuation
        return stream
    }

    /// Closes the file and wakes whoever waits.
    func close() {
        file?.close()
        for observer in observers.values { observer.finish() }
        observers = [:]
    }

    private func removeObserver(_ key: Int) {
        observers[key] = nil
    }

    private func look<Result>(_ read: (MockState) -> Result) throws(ExecutorError) -> Result {
        guard let file else { return read(state) }
        return try file.transaction(&state) { state throws(ExecutorError) in ([], read(state)) }
    }

    private func change<Result>(
        _ decide: (MockState) throws(ExecutorError) -> (records: [MockRecord], result: Result)
    ) throws(ExecutorError) -> Result {
        var hasChanged = false
        func deciding(_ state: MockState) throws(ExecutorError) -> (records: [MockRecord], result: Result) {
            let decision = try decide(state)
            hasChanged = !decision.records.isEmpty
            return decision
        }
        defer {
            if hasChanged { for observer in observers.values { observer.yield() } }
        }
        guard let file else {
            let (records, result) = try deciding(state)
            for record in records { state.apply(record) }
            return result
        }
        return try file.transaction(&state, deciding)
    }
}
