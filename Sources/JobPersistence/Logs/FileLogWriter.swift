import JobCore
import JobEngine

/// Writes the log of one attempt on a queue of its own.
actor FileLogWriter: LogWriter {
    private let executor = QueueExecutor(label: "berth.log.writer")
    private var tail: LogTail

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(_ tail: LogTail) {
        self.tail = tail
    }

    var resumeTime: EngineTime? { tail.resumeTime }

    func beginReading() {
        tail.beginReading()
    }

    var hasSeenHeldRecords: Bool { tail.hasSeenHeldRecords }

    @discardableResult
    func append(_ batch: LogBatch) throws(StoreError) -> LogProgress {
        try tail.append(batch)
        return tail.progress
    }

    func append(end: LogBatch, isWhole: Bool) throws(StoreError) -> LogProgress? {
        guard tail.isReached(by: end, isWhole: isWhole) else { return nil }
        tail.beginReading()
        try tail.append(end)
        return tail.progress
    }

    @discardableResult
    func sync() throws(StoreError) -> LogProgress {
        try tail.sync()
        return tail.progress
    }

    @discardableResult
    func close() throws(StoreError) -> LogProgress {
        try tail.sync()
        return tail.progress
    }
}
