public import JobCore

/// What front ends do with jobs.
public struct Jobs: Sendable {
    let context: ManagerContext

    /// Validates and stores jobs, and wakes the worker. All or none.
    ///
    /// - Throws: `invalid` that names the field, before anything is stored.
    public func submit(_ drafts: [JobDraft]) async throws(ManagerError) -> [Job] {
        let hosts = try await context.reading { () async throws(StoreError) in try await context.store.hosts() }
        do {
            for draft in drafts {
                try context.validation.validate(draft)
                try refuseWhatNoHostCanRun(draft, hosts)
            }
        } catch {
            throw .invalid(error)
        }
        return try await context.changing("submit a job") { () async throws(StoreError) in
            try await context.store.submit(drafts, actor: context.actor)
        }
    }

    /// Validates and stores one job.
    public func submit(_ draft: JobDraft) async throws(ManagerError) -> Job {
        let jobs = try await submit([draft])
        guard let job = jobs.first else {
            throw .store(StoreError(.unknown, "Could not submit the job: the store took it but did not return it."))
        }
        return job
    }

    /// One job.
    public func find(_ reference: JobReference) async throws(ManagerError) -> Job {
        try await context.reading { () async throws(StoreError) in try await context.store.job(reference) }
    }

    /// The job that was submitted with an idempotency key; `nil` when there is none.
    public func find(idempotencyKey: String) async throws(ManagerError) -> Job? {
        try await context.reading { () async throws(StoreError) in
            try await context.store.job(idempotencyKey: idempotencyKey)
        }
    }

    /// A page of jobs.
    public func list(_ query: JobQuery) async throws(ManagerError) -> JobPage {
        try await context.reading { () async throws(StoreError) in try await context.store.jobs(query) }
    }

    /// How many jobs stand where.
    public func counts() async throws(ManagerError) -> JobCounts {
        try await context.reading { () async throws(StoreError) in try await context.store.counts() }
    }

    /// Asks for the end of a job; at once for one that does not run, else its worker ends the container.
    ///
    /// - Parameters:
    ///   - kill: SIGKILL at once instead of the stop signal and a grace time.
    public func cancel(_ job: JobNumber, kill: Bool = false) async throws(ManagerError) -> Job {
        try await context.changing("cancel job \(job)") { () async throws(StoreError) in
            try await context.store.requestCancel(job, kill: kill, actor: context.actor)
        }
    }

    /// Keeps a waiting job from running.
    public func hold(_ job: JobNumber) async throws(ManagerError) -> Job {
        try await context.changing("hold job \(job)") { () async throws(StoreError) in
            try await context.store.hold(job, actor: context.actor)
        }
    }

    /// Lets a held or scheduled job run.
    public func release(_ job: JobNumber) async throws(ManagerError) -> Job {
        try await context.changing("release job \(job)") { () async throws(StoreError) in
            try await context.store.release(job, actor: context.actor)
        }
    }

    /// Changes the priority of a waiting job.
    ///
    /// - Throws: `invalid` when it is not in 0–100.
    public func setPriority(_ job: JobNumber, to priority: Int) async throws(ManagerError) -> Job {
        guard (0...100).contains(priority) else {
            throw .invalid(InvalidInput("--priority", "\(priority) is not a priority. Give 0 to 100."))
        }
        return try await context.changing("change the priority of job \(job)") { () async throws(StoreError) in
            try await context.store.setPriority(job, to: priority, actor: context.actor)
        }
    }

    /// Submits the same again as a new job with `rerunOf`.
    public func retry(_ job: JobNumber) async throws(ManagerError) -> Job {
        let draft = try await draft(repeating: job)
        return try await submit(draft)
    }

    /// The draft by which a job would run again, to be changed before it is submitted. Holds opened secrets.
    ///
    /// - Throws: `conflict` for a job that read standard input, which nobody has kept.
    public func draft(repeating job: JobNumber) async throws(ManagerError) -> JobDraft {
        let draft = try await context.reading { () async throws(StoreError) in
            try await context.store.draft(repeating: job)
        }
        guard !draft.spec.takesInput else {
            throw .store(
                StoreError(
                    .conflict,
                    "Job \(job) read from standard input, which is gone. Send it again by `berth run -i`."))
        }
        return draft
    }

    /// Ends a live job whose host is not coming back, as `failed`, reason `lost`.
    ///
    /// - Parameter isForced: also where the host is not known to be away.
    public func giveUp(_ job: JobNumber, isForced: Bool = false) async throws(ManagerError) -> Job {
        try await context.changing("give up job \(job)") { () async throws(StoreError) in
            try await context.store.giveUp(job, isForced: isForced, actor: context.actor)
        }
    }

    /// Deletes a job that has ended: its row, attempts and logs.
    public func delete(_ job: JobNumber) async throws(ManagerError) {
        try await context.changing("delete job \(job)") { () async throws(StoreError) in
            try await context.store.delete(job, actor: context.actor)
            try await context.logs.removeLogs(of: job)
        }
    }

    /// A job that must run on one host or kind is refused when that executor can never run it (BASE-13, ROUTE-10).
    private func refuseWhatNoHostCanRun(_ draft: JobDraft, _ hosts: [JobHost]) throws(InvalidInput) {
        let routing = draft.routing
        if let name = routing.host, routing.isRequired, !hosts.contains(where: { $0.name == name }) {
            let known = hosts.map(\.name).joined(separator: ", ")
            throw InvalidInput(
                "--host",
                "There is no host '\(name)'. Known: \(known.isEmpty ? "none" : known). Add one with `berth host add`.")
        }
        let allowed = hosts.filter { host in
            routing.host.map { $0 == host.name } ?? true && routing.executor.map { $0 == host.kind } ?? true
        }
        var refusal: InvalidInput?
        for host in allowed {
            do {
                try context.executors.makeExecutor(for: host).validate(draft.spec)
                return
            } catch {
                refusal = error
            }
        }
        if let refusal { throw refusal }
    }
}
