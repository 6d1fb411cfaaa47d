public import JobCore

/// What a store knows about arrays of jobs (QUEUE-12).
public protocol ArrayStore: Sendable {
    /// Stores all jobs of an array in one transaction, or finds the array that an earlier submit with the same key made.
    ///
    /// - Returns: the array, and whether it is new.
    func submitArray(_ draft: ArrayDraft, actor: String) async throws(StoreError) -> (array: JobArray, isNew: Bool)

    /// What a reference names, a job or an array; a name is that of the newest.
    ///
    /// - Throws: `notFound` when nothing answers to it.
    func target(_ reference: JobReference) async throws(StoreError) -> JobTarget

    /// The numbers of an array's jobs that stand in one of these statuses, in their order; of all when there are none.
    func members(of array: JobNumber, in statuses: Set<JobStatus>) async throws(StoreError) -> [JobNumber]

    /// The drafts by which jobs can be run again, secret values opened.
    func drafts(repeating jobs: [JobNumber]) async throws(StoreError) -> [JobDraft]

    /// Changes many jobs, all in one transaction; what is refused for one leaves the others alone.
    func change(_ jobs: [JobNumber], _ change: QueueChange, actor: String) async throws(StoreError) -> [ChangeOutcome]
}
