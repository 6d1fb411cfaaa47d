/// How the times of lines are shown.
public enum LogTimestamps: String, CaseIterable, Sendable {
    /// Not at all.
    case off
    /// Since the first line of the log.
    case relative
    /// As clocks on the wall showed them.
    case absolute

    var next: LogTimestamps {
        switch self {
        case .off: .relative
        case .relative: .absolute
        case .absolute: .off
        }
    }
}
