public import JobCore

/// An executor that can read the newest part of a log without its engine going through all that is before it.
///
/// Reading from a time on makes an engine decode the whole file to find that time: for 100 MB as long as the job itself took
/// to write it (2 to 4 s, measured).
public protocol LogEndReading: LogFollowing {
    /// Reads the newest records of a container's output, in the engine's order.
    ///
    /// - Parameter limit: how many at most; fewer than that are the whole log.
    /// - Throws: as `readLog` does.
    func readLogEnd(
        _ id: ExecutionID, limit: Int
    ) async throws(LogReadingError) -> (batch: LogBatch, end: LogReadingEnd)
}
