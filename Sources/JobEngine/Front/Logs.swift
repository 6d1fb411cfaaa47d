public import JobCore

/// What front ends do with the output of attempts.
public struct Logs: Sendable {
    let context: ManagerContext

    /// Opens the log of an attempt for reading; works during and after the run, and after the container is gone.
    public func reader(for attempt: AttemptID) async throws(ManagerError) -> any LogReader {
        try await context.reading { () async throws(StoreError) in try await context.logs.reader(for: attempt) }
    }

    /// Deletes the logs of a job that has ended, and keeps its row.
    public func remove(of job: Job) async throws(ManagerError) {
        guard job.status.isTerminal else {
            throw .store(
                StoreError(
                    .conflict, "Could not delete the logs of job \(job.number): it is \(job.status). Cancel it first."))
        }
        try await context.changing("delete the logs of job \(job.number)") { () async throws(StoreError) in
            try await context.logs.removeLogs(of: job.number)
        }
    }

    /// Bytes that all logs take.
    public func totalSize() async throws(ManagerError) -> ByteCount {
        let holdings = try await context.reading { () async throws(StoreError) in try await context.logs.holdings() }
        return .bytes(holdings.values.reduce(0) { $0 + $1.size.rawValue })
    }
}
