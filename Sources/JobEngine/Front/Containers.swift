public import JobCore

/// What front ends do with the containers of a host's engine, ours or not: look, and open a shell. Everything is asked of
/// the engine now and from this process; nothing is stored.
public struct Containers: Sendable {
    let context: ManagerContext

    private var hosts: Hosts { Hosts(context: context) }

    /// All containers of a host, whoever made them.
    public func list(on host: String) async throws(ManagerError) -> [ContainerListing] {
        try await browsing(host) { executor throws(ExecutorError) in try await executor.listAll() }
    }

    /// Whether a container is one of this store.
    public func isOurs(_ container: ContainerListing) -> Bool {
        container.store == context.store.id.description
    }

    /// The engine's JSON about a container.
    public func inspectionText(of id: ExecutionID, on host: String) async throws(ManagerError) -> String {
        try await browsing(host) { executor throws(ExecutorError) in try await executor.inspectionText(of: id) }
    }

    /// The job that would have such a container.
    public func specification(of id: ExecutionID, on host: String) async throws(ManagerError) -> JobSpec {
        try await browsing(host) { executor throws(ExecutorError) in try await executor.specification(of: id) }
    }

    /// The newest records of a container's output.
    public func logEnd(of id: ExecutionID, on host: String, limit: Int) async throws(ManagerError) -> LogBatch {
        try await browsing(host) { executor throws(ExecutorError) in
            do throws(LogReadingError) {
                return try await executor.readLogEnd(id, limit: limit).batch
            } catch {
                switch error {
                case .executor(let error): throw error
                case .store(let error): throw ExecutorError(.unknown, error.message)
                }
            }
        }
    }

    /// What a container uses; `nil` when it does not run. The CPU share needs the sample before.
    public func usage(
        of id: ExecutionID, on host: String, after previous: UsageSample?
    ) async throws(ManagerError) -> UsageSample? {
        try await browsing(host) { executor throws(ExecutorError) in try await executor.usage(of: id, after: previous) }
    }

    /// Where the container of a running job is.
    ///
    /// - Throws: `conflict` when the job has no container that runs.
    public func place(of number: JobNumber) async throws(ManagerError) -> (host: String, id: ExecutionID) {
        let attempts = try await context.reading { () async throws(StoreError) in
            try await context.store.attempts(of: number)
        }
        guard let attempt = attempts.last, !attempt.isEnded, let id = attempt.executionID else {
            throw .store(
                StoreError(.conflict, "Job \(number) has no container that runs: wait until it does, or run it again."))
        }
        return (attempt.host, id)
    }

    /// Runs a command in a container; the session is closed when `body` has returned.
    public func execute<Result: Sendable>(
        _ order: ExecOrder, in id: ExecutionID, on host: String, _ body: (any ExecSession) async -> Result
    ) async throws(ManagerError) -> Result {
        try context.refuseWhenReadOnly("run a command in a container")
        return try await hosts.withExecutor(of: host) { executor throws(ExecutorError) in
            guard let executor = executor as? any CommandExecuting else {
                throw ExecutorError(
                    .configuration, "Host '\(host)' is simulated: no command can be run in its containers.")
            }
            let session = try await executor.execute(order, in: id)
            let result = await body(session)
            await session.close()
            return result
        }
    }

    /// Opens a line to the standard input of a running job; it is closed when `body` has returned.
    ///
    /// - Parameter receivesOutput: whether the session also reads what the job writes from now on.
    /// - Throws: `conflict` when the job has no container that runs.
    public func attach<Result: Sendable>(
        to number: JobNumber, receivesOutput: Bool, _ body: (any ExecSession) async -> Result
    ) async throws(ManagerError) -> Result {
        try context.refuseWhenReadOnly("send input to a job")
        let (host, id) = try await place(of: number)
        return try await hosts.withExecutor(of: host) { executor throws(ExecutorError) in
            guard let executor = executor as? any InputAttaching else {
                throw ExecutorError(.configuration, "Host '\(host)' is simulated: its containers read no input.")
            }
            let session = try await executor.attach(to: id, receivesOutput: receivesOutput)
            let result = await body(session)
            await session.close()
            return result
        }
    }

    private func browsing<Result: Sendable>(
        _ host: String, _ look: (any ContainerBrowsing) async throws(ExecutorError) -> Result
    ) async throws(ManagerError) -> Result {
        try await hosts.withExecutor(of: host) { executor throws(ExecutorError) in
            guard let executor = executor as? any ContainerBrowsing else {
                throw ExecutorError(
                    .configuration, "Host '\(host)' is simulated: it has no containers but Berth's own.")
            }
            return try await look(executor)
        }
    }
}
