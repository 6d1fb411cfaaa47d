public import JobCore

/// What the detail of a job needs beside the job's row.
public struct JobDetailRequest: Equatable, Sendable {
    /// Which job.
    public var job: JobNumber
    /// Which tab of the detail is on the screen.
    public var tab: DetailTab

    /// Asks for what one tab shows.
    public init(job: JobNumber, tab: DetailTab) {
        self.job = job
        self.tab = tab
    }
}
