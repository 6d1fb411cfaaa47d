/// What happens to runs that were due while no worker was there.
public enum MissedRuns: String, CaseIterable, Hashable, Sendable, Codable {
    /// They are left out.
    case skip
    /// One makes up for all.
    case once
    /// Each is made up for, one after the other.
    case all
}
