public import JobCore

extension Jobs {
    /// Validates and stores all jobs of an array, in one transaction.
    ///
    /// - Returns: the array, and whether it is new.
    /// - Throws: `invalid` that names the field of the first job that cannot be, before anything is stored.
    public func submit(_ array: ArrayDraft) async throws(ManagerError) -> (array: JobArray, isNew: Bool) {
        try await check(array.members)
        return try await context.changing("submit an array") { () async throws(StoreError) in
            try await context.store.submitArray(array, actor: context.actor)
        }
    }

    /// What a reference names, a job or an array.
    public func target(_ reference: JobReference) async throws(ManagerError) -> JobTarget {
        try await context.reading { () async throws(StoreError) in try await context.store.target(reference) }
    }

    /// The numbers of an array's jobs, those in some statuses or all.
    public func members(of array: JobNumber, in statuses: Set<JobStatus> = []) async throws(ManagerError) -> [JobNumber]
    {
        try await context.reading { () async throws(StoreError) in
            try await context.store.members(of: array, in: statuses)
        }
    }

    /// The drafts by which jobs would run again. Holds opened secrets.
    public func drafts(repeating jobs: [JobNumber]) async throws(ManagerError) -> [JobDraft] {
        try await context.reading { () async throws(StoreError) in try await context.store.drafts(repeating: jobs) }
    }

    /// Changes many jobs; what is refused for one leaves the others alone.
    ///
    /// - Throws: `invalid` when the change itself cannot be.
    public func change(_ jobs: [JobNumber], _ change: QueueChange) async throws(ManagerError) -> [ChangeOutcome] {
        switch change {
        case .priority(let priority): try checkPriority(priority)
        case .group(let group?): _ = try await Groups(context: context).find(group)
        default: break
        }
        var outcomes: [ChangeOutcome] = []
        var rest = jobs[...]
        while !rest.isEmpty {
            // In parts, so that no other writer waits for all of them.
            let part = Array(rest.prefix(Self.atOnce))
            rest = rest.dropFirst(part.count)
            outcomes += try await context.changing("change \(part.count) jobs") { () async throws(StoreError) in
                try await context.store.change(part, change, actor: context.actor)
            }
            guard change == .delete else { continue }
            for outcome in outcomes.suffix(part.count) {
                guard case .success = outcome.result else { continue }
                do {
                    try await context.logs.removeLogs(of: outcome.number)
                } catch {
                    throw .store(error)
                }
            }
        }
        return outcomes
    }

    private static let atOnce = 1000

    func checkPriority(_ priority: Int) throws(ManagerError) {
        guard SpecLimits.priority.contains(priority) else {
            throw .invalid(InvalidInput("--priority", "\(priority) is not a priority. Give 0 to 100."))
        }
    }
}
