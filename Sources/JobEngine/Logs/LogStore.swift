public import JobCore

/// Keeps the output of attempts (architecture.md 5). Truth lies in files; nothing here touches SQL.
public protocol LogStore: Sendable {
    /// Opens the log of an attempt for writing: makes it, or repairs what a crash left (a torn last record is cut off, so
    /// that the log is a prefix of the truth, I11) and goes on behind it. One writer at a time.
    func writer(for attempt: AttemptID, limits: LogLimits) async throws(StoreError) -> any LogWriter

    /// Opens the log of an attempt for reading, also while it is written, from any process. An attempt without a log reads
    /// as an empty one.
    func reader(for attempt: AttemptID) async throws(StoreError) -> any LogReader

    /// Deletes the logs of all attempts of a job. A job without logs is success.
    func removeLogs(of job: JobNumber) async throws(StoreError)

    /// What the logs of each job take on disk, and when they were written last.
    func holdings() async throws(StoreError) -> [JobNumber: LogHolding]
}
