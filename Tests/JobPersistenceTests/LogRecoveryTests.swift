import Foundation
import Glibc
import JobCore
import JobEngine
import JobPersistence
import Testing

struct LogRecoveryTests {
    @Test("LOG-02 I11 cut at any byte, the log is a prefix of the truth, and goes on without loss or double")
    func tornAnywhere() async throws {
        try await withTemporaryDirectory { root in
            let logs = try TemporaryLogs(root)
            let output = EngineOutput.random(records: 40, seed: 3)
            try await logs.write(output.batches())
            let log = Data(logs.logBytes())
            let index = try #require(FileManager.default.contents(atPath: logs.path + "/0000.idx"))
            var cuts: [(log: Int, index: Int)] = (max(0, log.count - 90)...log.count).map { ($0, index.count) }
            cuts += (max(0, index.count - 5 * 48)...index.count).map { (log.count, $0) }
            // A crash while the first segment was being made.
            cuts += [(0, 0), (0, 64), (log.count, 100)]
            for cut in cuts {
                try log.prefix(cut.log).write(to: URL(fileURLWithPath: logs.path + "/0000.log"))
                try index.prefix(cut.index).write(to: URL(fileURLWithPath: logs.path + "/0000.idx"))
                let writer = try await logs.store.writer(for: logs.attempt, limits: LogLimits())
                let kept = logs.logBytes()
                #expect(output.bytes.starts(with: kept), "cut at \(cut)")
                await writer.beginReading()
                for batch in output.batches(since: await writer.resumeTime, size: 7) { try await writer.append(batch) }
                try await writer.close()
                #expect(logs.logBytes() == output.bytes, "cut at \(cut)")
            }
        }
    }

    @Test("I11 bytes that a power failure turned into zeros are cut off by the checksum")
    func lostPages() async throws {
        try await withTemporaryDirectory { root in
            let logs = try TemporaryLogs(root)
            let output = EngineOutput.random(records: 200, seed: 4)
            try await logs.write(output.batches())
            var log = logs.logBytes()
            let hole = log.count / 2
            log.replaceSubrange(hole..., with: [UInt8](repeating: 0, count: log.count - hole))
            try Data(log).write(to: URL(fileURLWithPath: logs.path + "/0000.log"))
            let writer = try await logs.store.writer(for: logs.attempt, limits: LogLimits())
            let kept = logs.logBytes()
            #expect(output.bytes.starts(with: kept))
            #expect(kept.count > hole - 100)
            await writer.beginReading()
            for batch in output.batches(since: await writer.resumeTime) { try await writer.append(batch) }
            try await writer.close()
            #expect(logs.logBytes() == output.bytes)
        }
    }

    @Test("LOG-02 I10 readings that break off at any record, many times, across segments, add up to the truth")
    func manyResumptions() async throws {
        for seed in UInt64(10)..<30 {
            try await withTemporaryDirectory { root in
                let logs = try TemporaryLogs(root)
                var generator = SeededGenerator(seed: seed)
                let output = EngineOutput.random(records: 300, seed: seed)
                let limits = LogLimits(segment: .bytes(700))
                var stored: Int64 = -1
                while stored < Int64(output.bytes.count) {
                    let writer = try await logs.store.writer(for: logs.attempt, limits: limits)
                    await writer.beginReading()
                    var batches = output.batches(
                        since: await writer.resumeTime, size: Int.random(in: 1...20, using: &generator))
                    let isLast = Int.random(in: 0..<4, using: &generator) == 0
                    if !isLast { batches = Array(batches.prefix(Int.random(in: 0...batches.count, using: &generator))) }
                    for batch in batches { stored = try await writer.append(batch).bytes }
                    try await writer.close()
                }
                let chunks = try await logs.store.reader(for: logs.attempt).all()
                #expect(chunks.map(\.bytes) == output.pieces.map(\.bytes), "seed \(seed)")
                #expect(chunks.map(\.stream) == output.pieces.map(\.stream), "seed \(seed)")
            }
        }
    }

    @Test("F35 three parts of a long line with one time are all kept, and dropped one by one when they come again")
    func equalTimes() async throws {
        try await withTemporaryDirectory { root in
            let logs = try TemporaryLogs(root)
            let time = EngineTime(seconds: 1_700_000_000, nanoseconds: 123)
            let parts = [16384, 16384, 7232].map { [UInt8](repeating: 0x61, count: $0) } + [Array("\n".utf8)]
            let pieces = parts.map { EngineOutput.Piece(stream: .stdout, time: time, bytes: $0) }
            // The line broke after two of the equal parts.
            try await logs.write([LogBatch(pieces.prefix(2))])
            let writer = try await logs.store.writer(for: logs.attempt, limits: LogLimits())
            await writer.beginReading()
            try await writer.append(LogBatch(pieces))
            await writer.beginReading()
            let progress = try await writer.append(LogBatch(pieces))
            #expect(progress.bytes == 40001)
            #expect(progress.lines == 1)
            #expect(logs.logBytes() == parts.flatMap(\.self))
        }
    }

    @Test("I10 a record of one stream that was stamped before a younger one of the other is not lost at a break")
    func streamsOutOfOrder() async throws {
        try await withTemporaryDirectory { root in
            let logs = try TemporaryLogs(root)
            let pieces = [
                EngineOutput.Piece(
                    stream: .stdout, time: EngineTime(seconds: 100, nanoseconds: 900), bytes: Array("out\n".utf8)),
                EngineOutput.Piece(
                    stream: .stderr, time: EngineTime(seconds: 100, nanoseconds: 800), bytes: Array("err\n".utf8)),
            ]
            try await logs.write([LogBatch(pieces.prefix(1))])
            let writer = try await logs.store.writer(for: logs.attempt, limits: LogLimits())
            await writer.beginReading()
            for batch in EngineOutput(pieces: pieces).batches(since: await writer.resumeTime) {
                try await writer.append(batch)
            }
            try await writer.close()
            #expect(logs.logBytes() == Array("out\nerr\n".utf8))
        }
    }

    @Test("I12 a stream that fell silent before the other one is not taken for a log that was cut; a cut one is")
    func silentStream() async throws {
        try await withTemporaryDirectory { root in
            let logs = try TemporaryLogs(root)
            let pieces = [
                EngineOutput.Piece(
                    stream: .stderr, time: EngineTime(seconds: 100, nanoseconds: 0), bytes: Array("err\n".utf8)),
                EngineOutput.Piece(
                    stream: .stdout, time: EngineTime(seconds: 160, nanoseconds: 0), bytes: Array("out\n".utf8)),
            ]
            try await logs.write([LogBatch(pieces)])
            let writer = try await logs.store.writer(for: logs.attempt, limits: LogLimits())
            await writer.beginReading()
            #expect(await !writer.hasSeenHeldRecords)
            for batch in EngineOutput(pieces: pieces).batches(since: await writer.resumeTime) {
                try await writer.append(batch)
            }
            #expect(await writer.hasSeenHeldRecords)
            try await writer.close()
            #expect(logs.logBytes() == Array("err\nout\n".utf8))
        }
    }

    @Test("LOG-02 an engine without times is read from the start, and as many bytes are dropped as are held")
    func withoutTimes() async throws {
        try await withTemporaryDirectory { root in
            let logs = try TemporaryLogs(root)
            let pieces = ["one\n", "two\n", "three\n"].map {
                EngineOutput.Piece(stream: .stdout, time: nil, bytes: Array($0.utf8))
            }
            try await logs.write([LogBatch(pieces.prefix(2))])
            let writer = try await logs.store.writer(for: logs.attempt, limits: LogLimits())
            #expect(await writer.resumeTime == nil)
            await writer.beginReading()
            let joined = EngineOutput.Piece(stream: .stdout, time: nil, bytes: pieces.flatMap(\.bytes))
            try await writer.append(LogBatch([joined]))
            #expect(logs.logBytes() == Array("one\ntwo\nthree\n".utf8))
        }
    }
}
