/// A part of the main screen that can have the focus.
public enum Pane: CaseIterable, Sendable {
    /// The job list.
    case jobs
    /// The log of the selected job.
    case logs
}
