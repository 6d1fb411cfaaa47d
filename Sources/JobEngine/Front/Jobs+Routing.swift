public import Foundation
public import JobCore

extension Jobs {
    /// Where a job would go now, and why not elsewhere (ROUTE-15). Changes nothing; hosts of which nothing young is known are
    /// asked from this process.
    ///
    /// - Returns: the decision, and why no host could ever take the job, where none could.
    /// - Throws: what is wrong with the job; an error of the store, which is not "no host" (ROUTE-11).
    public func route(
        _ draft: JobDraft, now: Date, draw: (Int) -> Int = { .random(in: 0..<$0) }
    ) async throws(ManagerError) -> (placement: Placement, never: String?) {
        try await check([draft])
        let hosts = Hosts(context: context)
        let loads = try await hosts.loads()
        let known = try await hosts.list()
        let looked = await withTaskGroup(of: JobHost.self, returning: [String: JobHost].self) { group in
            for host in known { group.addTask { await self.seen(host, now) } }
            return await group.reduce(into: [:]) { $0[$1.name] = $1 }
        }
        let candidates = known.map { candidate(looked[$0.name] ?? $0, loads[$0.name] ?? HostLoad()) }
        let subject = RoutingSubject(draft)
        let placement = Placement.place(subject, among: candidates, policy: context.router, now: now, draw: draw)
        guard placement.host == nil else { return (placement, nil) }
        return (placement, Placement.whyNever(subject, among: candidates, policy: context.router))
    }

    /// Why no host could ever take a job, by what is known of them; `nil` when one could (ROUTE-10).
    public func whyNever(_ draft: JobDraft) async throws(ManagerError) -> String? {
        let hosts = try await Hosts(context: context).list()
        let candidates = hosts.map { candidate($0, HostLoad()) }
        return Placement.whyNever(RoutingSubject(draft), among: candidates, policy: context.router)
    }

    /// The same of what is to be submitted; of an array the first job stands for all.
    public func whyNever(_ order: JobOrder) async throws(ManagerError) -> String? {
        switch order {
        case .job(let draft): try await whyNever(draft)
        case .array(let array):
            if let first = array.members.first { try await whyNever(first) } else { nil }
        }
    }

    /// The host with a condition that is young enough to decide by.
    private func seen(_ host: JobHost, _ now: Date) async -> JobHost {
        var host = host
        if let condition = host.condition, !condition.isStale(now) { return host }
        guard host.isActive else { return host }
        do {
            host.condition = HostCondition(try await Hosts(context: context).check(host.name))
        } catch {
            host.condition = HostCondition(state: .misconfigured("\(error)"), reason: "\(error)", checkedAt: now)
        }
        return host
    }

    private func candidate(_ host: JobHost, _ load: HostLoad) -> Placement.Candidate {
        do {
            return Placement.Candidate(
                host: host, load: load, executor: try context.executors.makeExecutor(for: host))
        } catch {
            // Its own trouble, told by its condition; the other hosts are judged as ever (ROUTE-02).
            return Placement.Candidate(host: host, load: load)
        }
    }
}
