public import JobCore

/// Whose log is shown: one attempt of a job.
public struct LogSource: Hashable, Sendable {
    /// The attempt.
    public var attempt: AttemptID
    /// The job's name, for the lines of several logs among each other.
    public var name: String

    /// Describes a source.
    public init(attempt: AttemptID, name: String) {
        self.attempt = attempt
        self.name = name
    }

    /// How many logs are shown together at most.
    public static let limit = 16
}
