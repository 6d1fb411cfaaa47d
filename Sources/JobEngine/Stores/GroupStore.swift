public import JobCore

/// What a store knows about groups of jobs (QUEUE-11).
public protocol GroupStore: Sendable {
    /// All groups by name, with the counts of their jobs that have not ended.
    func groups() async throws(StoreError) -> [JobGroup]

    /// Changes a group; a limit makes one that is not there.
    ///
    /// - Returns: the group as it stands, or stood before it was removed.
    /// - Throws: `notFound`, naming the groups there are; `conflict` when one with unfinished jobs is to be removed.
    func changeGroup(_ name: String, _ change: GroupChange, actor: String) async throws(StoreError) -> JobGroup
}
