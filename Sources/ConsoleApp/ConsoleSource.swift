import ConsoleUI
import JobCore
import JobEngine

/// What the console reads and asks for; a seam between the loop and the engine. Errors are full sentences.
protocol ConsoleSource: Sendable {
    /// A part of the job list.
    func jobs(_ request: JobListRequest) async throws -> JobListPage
    /// A part of a log.
    func log(_ request: LogRequest) async throws -> LogWindow
    /// The header's numbers.
    func summary() async throws -> StoreSummary
    /// Asks for the end of a job.
    func cancel(_ job: JobNumber) async throws
    /// Tells when something may have changed.
    func changes() -> AsyncStream<Change>
}
