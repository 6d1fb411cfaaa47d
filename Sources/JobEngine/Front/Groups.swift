public import JobCore

/// What front ends do with groups of jobs (QUEUE-11).
public struct Groups: Sendable {
    let context: ManagerContext

    /// All groups by name.
    public func list() async throws(ManagerError) -> [JobGroup] {
        try await context.reading { () async throws(StoreError) in try await context.store.groups() }
    }

    /// One group.
    public func find(_ name: String) async throws(ManagerError) -> JobGroup {
        let groups = try await list()
        guard let group = groups.first(where: { $0.name == name }) else {
            throw .store(.noSuchGroup(name, known: groups.map(\.name)))
        }
        return group
    }

    /// Makes a group, or changes how many of its jobs run at once; `nil` takes the limit away.
    ///
    /// - Throws: `invalid` for a name or limit that cannot be.
    public func set(_ name: String, parallel: Int?) async throws(ManagerError) -> JobGroup {
        do {
            try JobValidation.checkGroup(name, parallel: parallel)
        } catch {
            throw .invalid(error)
        }
        return try await change("set group '\(name)'", name, .limit(parallel))
    }

    /// Starts no job of a group from now on; what runs goes on.
    public func pause(_ name: String) async throws(ManagerError) -> JobGroup {
        try await change("pause group '\(name)'", name, .pause)
    }

    /// Starts a group's jobs again.
    public func resume(_ name: String) async throws(ManagerError) -> JobGroup {
        try await change("resume group '\(name)'", name, .resume)
    }

    /// Forgets a group all of whose jobs have ended.
    public func remove(_ name: String) async throws(ManagerError) -> JobGroup {
        try await change("remove group '\(name)'", name, .remove)
    }

    private func change(_ what: String, _ name: String, _ change: GroupChange) async throws(ManagerError) -> JobGroup {
        try await context.changing(what) { () async throws(StoreError) in
            try await context.store.changeGroup(name, change, actor: context.actor)
        }
    }
}
