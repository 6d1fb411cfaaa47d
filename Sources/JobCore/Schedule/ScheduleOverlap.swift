/// What happens when a run is due while an earlier one has not ended.
public enum ScheduleOverlap: String, CaseIterable, Hashable, Sendable, Codable {
    /// It is left out.
    case forbid
    /// The earlier one is cancelled; the new one runs when it has ended.
    case replace
    /// Both run.
    case allow
}
