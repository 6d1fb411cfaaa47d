public import JobCore

/// What became of a change to one job.
public struct JobChangeResult: Equatable, Sendable {
    /// Which job.
    public var job: JobNumber
    /// The number of the job that was made by it.
    public var made: JobNumber?
    /// Why it was refused; `nil` when it was done.
    public var refusal: String?

    /// Describes a result.
    public init(job: JobNumber, made: JobNumber? = nil, refusal: String? = nil) {
        self.job = job
        self.made = made
        self.refusal = refusal
    }
}
