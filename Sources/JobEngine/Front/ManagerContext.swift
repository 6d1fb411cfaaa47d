public import JobCore

/// What all nouns of the front door share.
public struct ManagerContext: Sendable {
    /// Jobs, attempts, hosts, journal.
    public var store: any JobStore
    /// Output of attempts.
    public var logs: any LogStore
    /// Makes executors, to validate jobs and to check hosts.
    public let executors: any ExecutorMaking
    /// Lends executors to whoever asks something of an engine from this process.
    let pool: ExecutorPool
    /// The way to the active worker.
    public var worker: WorkerSocket
    /// What a job may ask for.
    public var validation: JobValidation
    /// How jobs find their hosts, to tell it beforehand.
    public var router: RouterPolicy
    /// Who acts, for the journal: `user@machine (command, pid)`.
    public var actor: String
    /// Whether nothing may be changed.
    public var isReadOnly: Bool

    /// Puts the parts together.
    public init(
        store: any JobStore, logs: any LogStore, executors: any ExecutorMaking, worker: WorkerSocket,
        validation: JobValidation, router: RouterPolicy = RouterPolicy(), actor: String, isReadOnly: Bool = false
    ) {
        self.store = store
        self.logs = logs
        self.executors = executors
        pool = ExecutorPool(executors)
        self.worker = worker
        self.validation = validation
        self.router = router
        self.actor = actor
        self.isReadOnly = isReadOnly
    }

    /// Refuses what could change something outside of the store, such as a shell in a container.
    func refuseWhenReadOnly(_ action: String) throws(ManagerError) {
        guard !isReadOnly else { throw .readOnly(action) }
    }

    /// The one place where read-only is enforced: every change goes through it.
    func changing<Result>(
        _ action: String, _ change: () async throws(StoreError) -> Result
    ) async throws(ManagerError) -> Result {
        try refuseWhenReadOnly(action)
        let result: Result
        do {
            result = try await change()
        } catch {
            throw .store(error)
        }
        worker.wake()
        return result
    }

    /// Reads, and carries the store's error over.
    func reading<Result>(_ read: () async throws(StoreError) -> Result) async throws(ManagerError) -> Result {
        do {
            return try await read()
        } catch {
            throw .store(error)
        }
    }
}
