import JobCore
import JobEngine

/// Reads the log of one attempt on a queue of its own.
actor FileLogReader: LogReader {
    private let executor = QueueExecutor(label: "berth.log.reader")
    private var view: LogView

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(_ view: LogView) {
        self.view = view
    }

    func progress() throws(StoreError) -> LogProgress {
        try view.progress()
    }

    func chunks(from index: Int64, limit: Int, maxBytes: Int) throws(StoreError) -> [LogChunk] {
        try view.chunks(from: index, limit: limit, maxBytes: maxBytes)
    }

    func block(from index: Int64, limit: Int, maxBytes: Int?) throws(StoreError) -> LogBlock? {
        try view.block(from: index, limit: limit, maxBytes: maxBytes)
    }

    func recordIndex(ofLine line: Int64) throws(StoreError) -> Int64 {
        try view.first { $0.linesAfter > line }
    }

    func recordIndex(since time: EngineTime) throws(StoreError) -> Int64 {
        try view.first { $0.time.map { $0 >= time } ?? false }
    }
}
