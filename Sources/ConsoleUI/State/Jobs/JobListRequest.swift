public import JobCore

/// A part of the job list: what the runner has to read and keep fresh while it is on the screen.
public struct JobListRequest: Equatable, Sendable {
    /// Where the part lies.
    public enum Anchor: Equatable, Sendable {
        /// The beginning of the list, also when jobs are added there.
        case start
        /// The end of the list.
        case end
        /// Half of it before this place, half of it from the place on.
        case around(JobPage.Key)
    }

    /// Which jobs.
    public var scope: JobScope
    /// Only these; `nil` means all.
    public var subset: JobSubset?
    /// Only names that begin with this or, from three characters on, contain it; empty means all.
    public var filter: String
    /// What the list is ordered by.
    public var order: JobQuery.Order
    /// Whether the order is the other way round than it usually is.
    public var isReversed: Bool
    /// Which part of them.
    public var anchor: Anchor
    /// How many jobs at most.
    public var limit: Int

    /// Two hundred jobs in the usual order unless told otherwise.
    public init(
        scope: JobScope, subset: JobSubset? = nil, filter: String = "", order: JobQuery.Order = .number,
        isReversed: Bool = false,
        anchor: Anchor, limit: Int = 200
    ) {
        self.scope = scope
        self.subset = subset
        self.filter = filter
        self.order = order
        self.isReversed = isReversed
        self.anchor = anchor
        self.limit = limit
    }

    /// Whether an array is one row: where its jobs stand together, and are not what is looked at.
    public var foldsArrays: Bool { order == .number && array == nil }

    /// The array whose jobs are listed.
    public var array: JobNumber? {
        if case .array(let number)? = subset { number } else { nil }
    }

    /// Whether the last one of the order comes first: usually the newest job, except among active jobs, where the next
    /// one is of interest, and in an array, which begins with its first.
    public var isDescending: Bool {
        let isUsual =
            switch order {
            case .number: scope == .all && array == nil
            case .finished: true
            case .name, .status, .host: false
            }
        return isUsual != isReversed
    }
}
