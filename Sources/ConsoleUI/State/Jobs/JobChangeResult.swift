public import JobCore

/// What became of a change to one job.
public struct JobChangeResult: Equatable, Sendable {
    /// Which job.
    public var job: JobNumber
    /// What was done, or why not.
    public var sentence: String
    /// Whether it was refused or failed.
    public var isRefused: Bool

    /// Describes a result.
    public init(job: JobNumber, sentence: String, isRefused: Bool = false) {
        self.job = job
        self.sentence = sentence
        self.isRefused = isRefused
    }
}
