public import JobCore

/// An executor that can read what a container wrote.
public protocol LogFollowing: ContainerExecutor {
    /// Reads a container's output in the engine's order and hands it to `sink` in batches of at most 500 records or 20 ms.
    ///
    /// The next batch is not handed over before `sink` has returned (backpressure, I16).
    ///
    /// - Parameters:
    ///   - since: inclusive, by the engine's clock; records of that very moment come again. `nil` means from the start.
    ///   - follow: whether to go on until the container ends.
    /// - Returns: how the reading ended. With `follow`, `.ended` only says that the engine closed the stream: ask it why.
    /// - Throws: `notFound` when there is no such container; `resource` with completeness `unreadableDriver` in mind when the
    ///   driver cannot be read is reported as `.unreadable`, not thrown; an outage when the line broke.
    func readLog(
        _ id: ExecutionID, since: EngineTime?, follow: Bool,
        into sink: @escaping @Sendable (LogBatch) async throws(StoreError) -> Void
    ) async throws(LogReadingError) -> LogReadingEnd
}

/// How a reading of a log ended.
public enum LogReadingEnd: Hashable, Sendable {
    /// The engine closed the stream in order.
    case ended
    /// The engine's driver cannot be read (F36).
    case unreadable(String)
    /// The engine reported an error inside the stream or sent damaged frames (F33, F59).
    case damaged(String)
}

/// Why a reading of a log broke off: the engine, or the store that was to take it.
public enum LogReadingError: Error, Sendable {
    /// The engine could not be read.
    case executor(ExecutorError)
    /// The sink refused a batch.
    case store(StoreError)
}
