public import JobCore

/// What front ends do with jobs.
public struct Jobs: Sendable {
    let context: ManagerContext

    /// Validates and stores jobs, and wakes the worker. All or none.
    ///
    /// - Throws: `invalid` that names the field, before anything is stored.
    public func enqueue(_ drafts: [JobDraft]) async throws(ManagerError) -> [SubmittedJob] {
        try await check(drafts)
        return try await context.changing("submit a job") { () async throws(StoreError) in
            try await context.store.enqueue(drafts, actor: context.actor)
        }
    }

    /// Checks what can be known before a store is written.
    func check(_ drafts: [JobDraft]) async throws(ManagerError) {
        let groups = try await context.reading { () async throws(StoreError) in try await context.store.groups() }
            .map(\.name)
        for name in Set(drafts.compactMap(\.group)) where !groups.contains(name) {
            throw .store(.noSuchGroup(name, known: groups))
        }
        let hosts = try await context.reading { () async throws(StoreError) in try await context.store.hosts() }
        // Only a name that none of them has may be that of an archived one.
        let isComplete = Set(drafts.compactMap(\.routing.host)).isSubset(of: hosts.map(\.name))
        let archived =
            isComplete
            ? []
            : try await context.reading { () async throws(StoreError) in try await context.store.archivedHosts() }
        do {
            let check = SubmissionCheck(
                validation: context.validation, hosts: hosts, archived: Set(archived.map(\.host.name)),
                executors: context.executors)
            for draft in drafts { try check.check(draft) }
        } catch {
            throw .invalid(error)
        }
    }

    /// Validates and stores jobs where it does not matter which of them were there before.
    public func submit(_ drafts: [JobDraft]) async throws(ManagerError) -> [Job] {
        try await enqueue(drafts).map(\.job)
    }

    /// Validates and stores one job.
    public func submit(_ draft: JobDraft) async throws(ManagerError) -> Job {
        try await enqueue(draft).job
    }

    /// Validates and stores one job, and says whether it is a new one.
    public func enqueue(_ draft: JobDraft) async throws(ManagerError) -> SubmittedJob {
        guard let submitted = try await enqueue([draft]).first else {
            throw .store(StoreError(.unknown, "Could not submit the job: the store took it but did not return it."))
        }
        return submitted
    }

    /// One job.
    public func find(_ reference: JobReference) async throws(ManagerError) -> Job {
        try await context.reading { () async throws(StoreError) in try await context.store.job(reference) }
    }

    /// The job or array that was submitted with an idempotency key; `nil` when there is none.
    public func find(idempotencyKey: String) async throws(ManagerError) -> JobTarget? {
        try await context.reading { () async throws(StoreError) in
            try await context.store.target(idempotencyKey: idempotencyKey)
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

    /// How the queue is doing.
    public func statistics() async throws(ManagerError) -> QueueStatistics {
        try await context.reading { () async throws(StoreError) in try await context.store.statistics() }
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

    /// Takes a hold away, or from a job that is not held its schedule.
    public func release(_ job: JobNumber) async throws(ManagerError) -> Job {
        try await context.changing("release job \(job)") { () async throws(StoreError) in
            try await context.store.release(job, actor: context.actor)
        }
    }

    /// Changes the priority of a waiting job.
    ///
    /// - Throws: `invalid` when it is not in 0–100.
    public func setPriority(_ job: JobNumber, to priority: Int) async throws(ManagerError) -> Job {
        try checkPriority(priority)
        return try await context.changing("change the priority of job \(job)") { () async throws(StoreError) in
            try await context.store.setPriority(job, to: priority, actor: context.actor)
        }
    }

    /// The hosts that did not take a job when it was looked at last, and why (ROUTE-09).
    public func rejectedHosts(of job: JobNumber) async throws(ManagerError) -> [RejectedHost] {
        try await context.reading { () async throws(StoreError) in try await context.store.rejectedHosts(of: job) }
    }

    /// What a job comes after.
    public func dependencies(of job: JobNumber) async throws(ManagerError) -> [JobDependency] {
        try await context.reading { () async throws(StoreError) in try await context.store.dependencies(of: job) }
    }

    /// The first jobs that still wait for a job or an array.
    public func dependents(of job: JobNumber, limit: Int = 20) async throws(ManagerError) -> [JobNumber] {
        try await context.reading { () async throws(StoreError) in
            try await context.store.dependents(of: job, limit: limit)
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
            var written: LogProgress?
            if let attempt = try await context.store.job(.number(job)).latestAttempt {
                written = try? await context.logs.reader(for: attempt).progress()
            }
            return try await context.store.giveUp(job, isForced: isForced, written: written, actor: context.actor)
        }
    }

    /// Deletes a job that has ended: its row, attempts and logs.
    public func delete(_ job: JobNumber) async throws(ManagerError) {
        try await context.changing("delete job \(job)") { () async throws(StoreError) in
            try await context.store.delete(job, actor: context.actor)
            try await context.logs.removeLogs(of: job)
        }
    }
}
