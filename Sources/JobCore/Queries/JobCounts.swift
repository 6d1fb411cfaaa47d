/// How many jobs stand where; kept as counters in the writing transaction, so that reading costs the same for any history.
public struct JobCounts: Hashable, Sendable {
    /// All jobs by status.
    public var byStatus: [JobStatus: Int]
    /// Jobs that ended today (UTC) and yesterday by status, for "failed in 24 h".
    public var endedInLastDay: [JobStatus: Int]

    /// Makes counts.
    public init(byStatus: [JobStatus: Int] = [:], endedInLastDay: [JobStatus: Int] = [:]) {
        self.byStatus = byStatus
        self.endedInLastDay = endedInLastDay
    }

    /// How many jobs have this status.
    public subscript(status: JobStatus) -> Int { byStatus[status] ?? 0 }

    /// How many jobs have not ended.
    public var active: Int { JobStatus.active.reduce(0) { $0 + self[$1] } }
}
