/// The answer to a `ConsoleRequest`.
public enum ConsoleReply: Equatable, Sendable {
    /// What became of a change, job by job.
    case changed(JobChange, [JobChangeResult])
    /// It was done; the sentence says what.
    case done(String)
    /// It failed or was refused; the sentence says why.
    case refused(String)
}
