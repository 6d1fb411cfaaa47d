/// What can be done to a schedule from the console.
public enum ScheduleChange: Hashable, Sendable {
    /// It submits nothing from now on.
    case pause
    /// It submits again.
    case resume
    /// Submits a run at once.
    case run
    /// Forgets it; its runs stay.
    case remove
}
