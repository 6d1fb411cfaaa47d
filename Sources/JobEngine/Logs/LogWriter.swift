public import JobCore

/// Writes the log of one attempt.
public protocol LogWriter: Sendable {
    /// From where to read on: the time of the last stored record, or `nil` for the start. Reading from there is inclusive;
    /// what is held already is dropped by `append`.
    var resumeTime: EngineTime? { get async }

    /// Says that a reading begins now at `resumeTime`, so that records which are held already will come again and are dropped
    /// by time and count within that time, per stream (F35: equal times are not equal records).
    func beginReading() async

    /// Whether the reading that has begun brought again the last record that was held of each stream. Asked after a reading
    /// to the end: if not, the engine's own file was cut or damaged in between (F32, F33).
    var hasSeenHeldRecords: Bool { get async }

    /// Appends a batch behind what is there.
    ///
    /// - Returns: how far the log now reaches.
    /// - Throws: `resource` when the disk is full; nothing half-written is left in the index.
    @discardableResult
    func append(_ batch: LogBatch) async throws(StoreError) -> LogProgress

    /// Appends what the newest part of the engine's log has beyond what is held, if that part reaches back to it.
    ///
    /// What was read before is the beginning of the engine's log; so once the last record that is held of some stream is
    /// found in the newest part, all that is missing stands behind it.
    ///
    /// - Parameters:
    ///   - end: the newest records, in the engine's order.
    ///   - isWhole: whether there are no older ones.
    /// - Returns: how far the log now reaches; `nil`, with nothing appended, when `end` does not reach back far enough.
    func append(end: LogBatch, isWhole: Bool) async throws(StoreError) -> LogProgress?

    /// Makes all appended bytes durable (fsync, files before index).
    @discardableResult
    func sync() async throws(StoreError) -> LogProgress

    /// Syncs and closes.
    @discardableResult
    func close() async throws(StoreError) -> LogProgress
}
