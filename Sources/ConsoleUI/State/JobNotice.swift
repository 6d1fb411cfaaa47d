public import JobCore

/// The end of a job that someone wanted to be told of.
public struct JobNotice: Equatable, Sendable {
    /// Which job.
    public let job: JobNumber
    /// Its name.
    public let name: String
    /// How it ended.
    public let status: JobStatus
    /// A sentence for people, harmless on a terminal.
    public let text: String

    init(_ job: Job) {
        self.job = job.number
        name = job.name
        status = job.status
        text = TerminalSafe.text("Job \(job.number) '\(job.name)' has ended: \(job.status).")
    }
}
