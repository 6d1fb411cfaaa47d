/// What `berth run` asks for: one job, or many at once.
public enum JobOrder: Hashable, Sendable {
    /// One job.
    case job(JobDraft)
    /// An array of jobs.
    case array(ArrayDraft)
}
