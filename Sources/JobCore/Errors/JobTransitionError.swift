/// A step that the table of transitions does not have.
public struct JobTransitionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where the job stands.
    public let from: JobStatus
    /// Where it was to go.
    public let to: JobStatus

    /// Names the step that was refused.
    public init(from: JobStatus, to: JobStatus) {
        self.from = from
        self.to = to
    }

    /// One sentence with both statuses.
    public var description: String { "A job that is \(from) cannot become \(to)." }
}
