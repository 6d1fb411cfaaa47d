/// What is on the screen and has to be read and kept fresh: compared by the runner, which subscribes to the difference.
public struct Visible: Equatable, Sendable {
    /// The part of the job list.
    public var jobs: JobListRequest
    /// The part of the log; `nil` when none is shown.
    public var log: LogRequest?
}
