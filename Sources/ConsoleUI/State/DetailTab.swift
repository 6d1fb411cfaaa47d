/// A tab of the detail pane.
public enum DetailTab: String, CaseIterable, Sendable {
    /// Why it failed or waits, limits, attempts, history.
    case overview
    /// Variables; secrets are masked.
    case environment
    /// Everything that was asked for, as JSON.
    case spec
    /// The journal of this job.
    case events

    /// The tab beside it, round at the ends.
    func stepped(by delta: Int) -> DetailTab {
        let all = Self.allCases
        let index = all.firstIndex(of: self) ?? 0
        return all[(index + delta + all.count) % all.count]
    }
}
