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

    /// A name for a file of some logs, without an ending: `job-1046-1`, `jobs-1044-1046`.
    public static func fileName(of sources: [LogSource]) -> String {
        let jobs = sources.map(\.attempt.job)
        guard sources.count > 1, let first = jobs.min(), let last = jobs.max() else {
            return sources.first.map { "job-\($0.attempt.job)-\($0.attempt.number)" } ?? "log"
        }
        return "jobs-\(first)-\(last)"
    }

    /// How many logs are shown together at most.
    public static let limit = 16
}
