public import JobCore

/// What front ends do with hosts.
public struct Hosts: Sendable {
    let context: ManagerContext

    /// All hosts by name.
    public func list() async throws(ManagerError) -> [JobHost] {
        try await context.reading { () async throws(StoreError) in try await context.store.hosts() }
    }

    /// What the live attempts hold, by host.
    public func loads() async throws(ManagerError) -> [String: HostLoad] {
        try await context.reading { () async throws(StoreError) in try await context.store.hostLoads() }
    }

    /// How the hosts did, as the worker has written it down: once a minute, and at its end (BASE-11).
    public func metrics() async throws(ManagerError) -> [String: HostMetrics] {
        try await context.reading { () async throws(StoreError) in try await context.store.hostMetrics() }
    }

    /// One host.
    public func find(_ name: String) async throws(ManagerError) -> JobHost {
        try await context.reading { () async throws(StoreError) in try await context.store.host(name) }
    }

    /// Several hosts, each once: a name that is none is told before the first of them is changed.
    ///
    /// - Parameter includingArchived: whether those that are put aside count.
    public func find(_ names: [String], includingArchived: Bool = false) async throws(ManagerError) -> [JobHost] {
        let archived = includingArchived ? try await archived().map(\.host) : []
        var found: [JobHost] = []
        for name in names where !found.contains(where: { $0.name == name }) {
            if let host = archived.first(where: { $0.name == name }) {
                found.append(host)
            } else {
                found.append(try await find(name))
            }
        }
        return found
    }

    /// Adds a host whose settings an executor can be made of.
    public func add(_ host: JobHost) async throws(ManagerError) {
        try validate(host)
        try await context.changing("add host '\(host.name)'") { () async throws(StoreError) in
            try await context.store.addHost(host, actor: context.actor)
        }
    }

    /// Replaces a host's settings.
    ///
    /// - Parameter mayMove: whether its endpoint may change while jobs run there: they are then looked for at the new one.
    public func update(_ host: JobHost, mayMove: Bool = false) async throws(ManagerError) {
        try validate(host)
        try await context.changing("change host '\(host.name)'") { () async throws(StoreError) in
            try await context.store.updateHost(host, mayMove: mayMove, actor: context.actor)
        }
    }

    /// Removes a host that no unfinished job points to.
    ///
    /// - Parameter archiving: whether it is put aside, to be restored one day, rather than forgotten.
    public func remove(_ name: String, archiving: Bool = false) async throws(ManagerError) {
        try await context.changing("remove host '\(name)'") { () async throws(StoreError) in
            try await context.store.removeHost(name, archiving: archiving, actor: context.actor)
        }
    }

    /// The hosts that are put aside.
    public func archived() async throws(ManagerError) -> [ArchivedHost] {
        try await context.reading { () async throws(StoreError) in try await context.store.archivedHosts() }
    }

    /// Brings back one that was put aside.
    public func restore(_ name: String) async throws(ManagerError) {
        try await context.changing("bring back host '\(name)'") { () async throws(StoreError) in
            try await context.store.restoreHost(name, actor: context.actor)
        }
    }

    /// Asks a host's engine how it is, now and from this process. What is found out about a host that no worker has seen yet
    /// is kept, so that it is known what the host has.
    public func check(_ name: String) async throws(ManagerError) -> EngineHealth {
        let health = try await withExecutor(of: name) { executor in await executor.health() }
        if !context.isReadOnly, try await find(name).condition == nil {
            try await context.changing("look at host '\(name)'") { () async throws(StoreError) in
                try await context.store.setCondition(HostCondition(health), ofHost: name)
            }
        }
        return health
    }

    /// Goes the whole way to a host's engine, step by step; nothing for an executor that has no way to go.
    public func probe(_ name: String) async throws(ManagerError) -> [ProbeStep] {
        try await withExecutor(of: name) { executor in
            guard let prober = executor as? any HostProbing else { return [] }
            return await prober.probe()
        }
    }

    /// What a simulated host ran (MOCK-09); `nil` for one that keeps no such account.
    public func performance(of name: String) async throws(ManagerError) -> PerformanceReport? {
        try await withExecutor(of: name) { executor throws(ExecutorError) in
            guard let executor = executor as? any PerformanceReporting else { return nil }
            return try await executor.performance()
        }
    }

    /// Begins that account anew; nothing for a host that keeps none.
    public func resetPerformance(of name: String) async throws(ManagerError) {
        try context.refuseWhenReadOnly("begin the account of host '\(name)' anew")
        try await withExecutor(of: name) { executor throws(ExecutorError) in
            try await (executor as? any PerformanceReporting)?.resetPerformance()
        }
    }

    /// Lends an executor of a host for one operation.
    public func withExecutor<Result: Sendable>(
        of name: String, _ operation: (any ContainerExecutor) async throws(ExecutorError) -> Result
    ) async throws(ManagerError) -> Result {
        let host = try await find(name)
        let lease: ExecutorLease
        do {
            lease = try context.pool.lend(for: host)
        } catch {
            throw .invalid(error)
        }
        do {
            let result = try await operation(lease.executor)
            await lease.end()
            return result
        } catch {
            await lease.end()
            throw .executor(error)
        }
    }

    private func validate(_ host: JobHost) throws(ManagerError) {
        do {
            try HostValidation.validate(host)
            _ = try context.executors.makeExecutor(for: host)
        } catch {
            throw .invalid(error)
        }
    }
}
