public import JobCore

/// Jobs that belong together, to which the list can be narrowed beside scope and filter.
public enum JobSubset: Hashable, Sendable {
    /// The jobs of an array.
    case array(JobNumber)
    /// The jobs of a group.
    case group(String)
    /// The runs of a schedule.
    case schedule(String)
}
