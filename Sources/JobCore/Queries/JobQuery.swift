public import Foundation

/// Which jobs to list, in which order. Every combination is answered by an index (decisions 14).
public struct JobQuery: Hashable, Sendable {
    /// What the list is ordered by.
    public enum Order: String, CaseIterable, Hashable, Sendable, Codable {
        /// By submission.
        case number
        /// By end; jobs that have not ended come first when descending.
        case finished
        /// By name, then number.
        case name
        /// By status, then number.
        case status
        /// By host, then number.
        case host
    }

    /// Only these; empty means all.
    public var statuses: Set<JobStatus>
    /// Only on this host.
    public var host: String?
    /// Only on this kind of executor.
    public var executor: HostKind?
    /// Only names that contain this (three characters or more) or start with it.
    public var name: String?
    /// Only jobs with all of these labels.
    public var labels: [String: String]
    /// Only jobs of this group.
    public var group: String?
    /// Only jobs that this schedule submitted.
    public var schedule: String?
    /// Only jobs of this array, whose numbers these are.
    public var array: JobArray?
    /// Whether an array stands in the list once, by its last job, instead of each of its jobs. Only ordered by number, where
    /// its jobs stand together.
    public var foldsArrays: Bool
    /// Only jobs submitted at or after.
    public var since: Date?
    /// Only jobs submitted before.
    public var until: Date?
    /// What the list is ordered by.
    public var order: Order
    /// Whether the newest, last, … come first. Default true.
    public var isDescending: Bool
    /// How many at most, 1–1000.
    public var limit: Int
    /// Where the page before ended; `nil` for the first.
    public var after: JobPage.Key?

    /// The newest hundred jobs unless said otherwise.
    public init(
        statuses: Set<JobStatus> = [], host: String? = nil, executor: HostKind? = nil, name: String? = nil,
        labels: [String: String] = [:], since: Date? = nil, until: Date? = nil, order: Order = .number,
        isDescending: Bool = true, limit: Int = 100, after: JobPage.Key? = nil, group: String? = nil,
        schedule: String? = nil, array: JobArray? = nil, foldsArrays: Bool = false
    ) {
        self.statuses = statuses
        self.host = host
        self.executor = executor
        self.name = name
        self.labels = labels
        self.since = since
        self.until = until
        self.order = order
        self.isDescending = isDescending
        self.limit = limit
        self.after = after
        self.group = group
        self.schedule = schedule
        self.array = array
        self.foldsArrays = foldsArrays
    }
}
