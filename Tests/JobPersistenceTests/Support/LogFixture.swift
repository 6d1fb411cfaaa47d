import Foundation
import JobCore
import JobEngine
import JobPersistence
import Testing

/// Records as an engine would deliver them, made from a seed.
struct EngineOutput {
    /// One record with its bytes.
    struct Piece: Equatable {
        var stream: LogStream
        var time: EngineTime?
        var bytes: [UInt8]
    }

    var pieces: [Piece] = []

    /// Lines of both streams in turn; several share a time, long ones come in parts, the last has no newline.
    static func random(records: Int, seed: UInt64) -> EngineOutput {
        var generator = SeededGenerator(seed: seed)
        var output = EngineOutput()
        var time = EngineTime(seconds: 1_700_000_000, nanoseconds: 5)
        for number in 0..<records {
            if Int.random(in: 0..<3, using: &generator) > 0 {
                time = EngineTime(
                    seconds: time.seconds + Int64.random(in: 0...1, using: &generator),
                    nanoseconds: UInt32.random(in: 0..<1_000_000_000, using: &generator))
            }
            if let last = output.pieces.last?.time, time < last { time = last }
            var bytes = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            bytes.removeAll { $0 == 0x0A }
            if number < records - 1, Int.random(in: 0..<5, using: &generator) > 0 { bytes.append(0x0A) }
            output.pieces.append(
                Piece(stream: Bool.random(using: &generator) ? .stdout : .stderr, time: time, bytes: bytes))
        }
        return output
    }

    /// The pieces at or after a time, as an engine answers `since`, in batches of `size`.
    func batches(since: EngineTime? = nil, size: Int = 500) -> [LogBatch] {
        let wanted = pieces.filter { piece in
            guard let since, let time = piece.time else { return true }
            return time >= since
        }
        return stride(from: 0, to: wanted.count, by: size).map { start in
            LogBatch(wanted[start..<min(start + size, wanted.count)])
        }
    }

    var bytes: [UInt8] { pieces.flatMap(\.bytes) }
}

extension LogBatch {
    init(_ pieces: some Sequence<EngineOutput.Piece>) {
        self.init()
        for piece in pieces {
            bytes += piece.bytes
            records.append(Record(length: piece.bytes.count, stream: piece.stream, time: piece.time))
        }
    }

    /// One record.
    init(_ text: String, _ stream: LogStream = .stdout, at nanoseconds: UInt32 = 0) {
        self.init([
            EngineOutput.Piece(
                stream: stream, time: EngineTime(seconds: 1_700_000_000, nanoseconds: nanoseconds),
                bytes: Array(text.utf8))
        ])
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers for the same seed everywhere.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}

extension LogReader {
    /// All stored records.
    func all() async throws(StoreError) -> [LogChunk] {
        var chunks: [LogChunk] = []
        while true {
            let next = try await self.chunks(from: (chunks.last?.index ?? -1) + 1, limit: 700, maxBytes: 1 << 20)
            if next.isEmpty { return chunks }
            chunks += next
        }
    }
}

/// Logs in a temporary directory.
struct TemporaryLogs {
    let root: String
    let directory: StoreDirectory
    let store: FileLogStore
    let attempt = AttemptID(job: JobNumber(7), number: 2)

    init(_ root: String) throws {
        self.root = root
        directory = try StoreDirectory.open(root + "/store")
        try FileManager.default.createDirectory(
            atPath: directory.logsPath, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        store = FileLogStore(directory)
    }

    /// The attempt's own directory.
    var path: String { "\(directory.logsPath)/7/2" }

    /// Bytes of a segment.
    func logBytes(_ segment: Int = 0) -> [UInt8] {
        FileManager.default.contents(atPath: "\(path)/000\(segment).log").map { Array($0) } ?? []
    }

    /// Writes all batches by one writer.
    @discardableResult
    func write(_ batches: [LogBatch], limits: LogLimits = LogLimits()) async throws -> LogProgress {
        let writer = try await store.writer(for: attempt, limits: limits)
        for batch in batches { try await writer.append(batch) }
        return try await writer.close()
    }
}
