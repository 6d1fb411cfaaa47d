/// How what a job comes after must have ended. Exactly one of `ok` and `fail` is met by every end.
public enum DependencyCondition: String, CaseIterable, Hashable, Sendable, Codable {
    /// `completed`; of an array, every job.
    case ok
    /// In any way.
    case any
    /// In any way but `completed`; of an array, once all have ended.
    case fail

    /// Where a dependency stands.
    public enum State: Hashable, Sendable {
        /// It cannot be told yet.
        case open
        /// It holds nothing back any more.
        case met
        /// It can never be met.
        case impossible
    }

    /// Where the dependency stands. Pure (QUEUE-10).
    ///
    /// - Parameter counts: how many jobs of what comes before stand where: one job, or the jobs of an array.
    public func state(_ counts: [JobStatus: Int]) -> State {
        let all = counts.values.reduce(0, +)
        let good = counts[.completed] ?? 0
        let bad = JobStatus.terminal.reduce(0) { $0 + (counts[$1] ?? 0) } - good
        let hasEnded = good + bad == all
        switch self {
        case .any: return hasEnded ? .met : .open
        case .ok:
            if bad > 0 { return .impossible }
            return hasEnded ? .met : .open
        case .fail:
            guard hasEnded else { return .open }
            return bad > 0 ? .met : .impossible
        }
    }
}
