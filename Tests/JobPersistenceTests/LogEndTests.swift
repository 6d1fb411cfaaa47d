import Foundation
import JobCore
import JobEngine
import JobPersistence
import Testing

struct LogEndTests {
    @Test("LOG-02 I11 whatever was held, the newest part completes the log or changes nothing")
    func completesOrLeaves() async throws {
        var completed = 0
        for seed in UInt64(50)..<90 {
            var generator = SeededGenerator(seed: seed)
            let output = EngineOutput.random(records: 60, seed: seed)
            let held = Int.random(in: 1...60, using: &generator)
            let limit = Int.random(in: 1...70, using: &generator)
            try await withTemporaryDirectory { root in
                let logs = try TemporaryLogs(root)
                let writer = try await logs.store.writer(for: logs.attempt, limits: LogLimits())
                let before = try await writer.append(LogBatch(output.pieces.prefix(held)))
                let end = output.pieces.suffix(limit)
                let reached = try await writer.append(end: LogBatch(end), isWhole: end.count < limit)
                try await writer.close()
                #expect((reached ?? before).bytes == Int64(logs.logBytes().count), "seed \(seed)")
                if reached != nil {
                    completed += 1
                    #expect(logs.logBytes() == output.bytes, "seed \(seed): \(held) held, the last \(limit) read")
                } else {
                    #expect(logs.logBytes() == output.pieces.prefix(held).flatMap(\.bytes), "seed \(seed)")
                }
            }
        }
        #expect(completed >= 10)
    }

    @Test("F35 a moment that may have been cut at the front proves nothing, unless it is the whole log")
    func cutMoment() async throws {
        try await withTemporaryDirectory { root in
            let logs = try TemporaryLogs(root)
            let writer = try await logs.store.writer(for: logs.attempt, limits: LogLimits())
            let moment = ["a\n", "b\n", "c\n"].map { EngineOutput.Piece($0, at: 7) }
            try await writer.append(LogBatch(moment.prefix(2)))
            #expect(try await writer.append(end: LogBatch(moment.suffix(2)), isWhole: false) == nil)
            #expect(logs.logBytes() == Array("a\nb\n".utf8))
            #expect(try await writer.append(end: LogBatch(moment), isWhole: true)?.lines == 3)
            #expect(logs.logBytes() == Array("a\nb\nc\n".utf8))
            try await writer.close()
        }
    }

    @Test("F32 a newest part that lacks what is held, because the engine's file was cut, is not taken for the end")
    func cutFile() async throws {
        try await withTemporaryDirectory { root in
            let logs = try TemporaryLogs(root)
            let writer = try await logs.store.writer(for: logs.attempt, limits: LogLimits())
            try await writer.append(LogBatch([EngineOutput.Piece("a\n", at: 1), EngineOutput.Piece("b\n", at: 2)]))
            let later = LogBatch([EngineOutput.Piece("d\n", at: 4)])
            #expect(try await writer.append(end: later, isWhole: true) == nil)
            #expect(try await writer.append(end: LogBatch(), isWhole: true) == nil)
            #expect(logs.logBytes() == Array("a\nb\n".utf8))
            try await writer.close()
        }
    }
}

extension EngineOutput.Piece {
    fileprivate init(_ text: String, at nanoseconds: UInt32) {
        self.init(
            stream: .stdout, time: EngineTime(seconds: 1_700_000_000, nanoseconds: nanoseconds), bytes: Array(text.utf8)
        )
    }
}
