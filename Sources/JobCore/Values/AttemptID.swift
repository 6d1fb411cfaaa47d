/// Names one try at running a job, written `1042.2`.
public struct AttemptID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The job that was tried.
    public let job: JobNumber
    /// Counts the claims of the job from 1; part of the container's name and never reused (decisions 4).
    public let number: Int

    /// Names attempt `number` of `job`.
    public init(job: JobNumber, number: Int) {
        self.job = job
        self.number = number
    }

    /// `1042.2`
    public var description: String { "\(job).\(number)" }

    /// Orders by job, then by attempt.
    public static func < (left: AttemptID, right: AttemptID) -> Bool {
        (left.job, left.number) < (right.job, right.number)
    }
}
