public import JobCore

/// Reads the log of one attempt by `pread`, without locks, while it may still grow.
public protocol LogReader: Sendable {
    /// How far the log reaches now.
    func progress() async throws(StoreError) -> LogProgress

    /// The stored records from `index` (0 is the first that was ever written) on; cut ones are left out and marked by
    /// `LogChunk.gapBefore`.
    ///
    /// - Parameters:
    ///   - limit: at most so many records.
    ///   - maxBytes: at most so many bytes, but always one record.
    /// - Returns: an empty array when nothing is there yet.
    func chunks(from index: Int64, limit: Int, maxBytes: Int) async throws(StoreError) -> [LogChunk]

    /// The stored records from `index` on in one piece; fewer than asked for where a part was cut out or a file ends.
    ///
    /// - Parameters:
    ///   - limit: at most so many records.
    ///   - maxBytes: at most so many bytes, but always one record; `nil` reads the index only, and no bytes.
    /// - Returns: `nil` when nothing is there yet.
    func block(from index: Int64, limit: Int, maxBytes: Int?) async throws(StoreError) -> LogBlock?

    /// The index of the record in which line `line` (0 is the first) begins; the number of records when it is not there yet.
    func recordIndex(ofLine line: Int64) async throws(StoreError) -> Int64

    /// The index of the first record at or after a moment; the number of records when there is none.
    func recordIndex(since time: EngineTime) async throws(StoreError) -> Int64
}
