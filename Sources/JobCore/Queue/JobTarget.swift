/// What a person's reference names: a job, or a whole array of them.
public enum JobTarget: Hashable, Sendable {
    /// One job.
    case job(Job)
    /// An array.
    case array(JobArray)

    /// The number it is named by.
    public var number: JobNumber {
        switch self {
        case .job(let job): job.number
        case .array(let array): array.number
        }
    }

    /// Where it stands, an array as a whole.
    public var status: JobStatus {
        switch self {
        case .job(let job): job.status
        case .array(let array): array.status
        }
    }
}
