/// What a change led to for one of many jobs.
public struct ChangeOutcome: Sendable {
    /// Which.
    public var number: JobNumber
    /// The job as it stands now, or stood before it was deleted; or why it was left as it is.
    public var result: Result<Job, StoreError>

    /// Puts both together.
    public init(number: JobNumber, result: Result<Job, StoreError>) {
        self.number = number
        self.result = result
    }
}
