import Foundation
import JobCore
import JobEngine
import JobPersistence
import Testing

struct LogStoreTests {
    @Test("LOG-01 both streams are stored exactly, in the order of arrival, and read back record by record")
    func exactBytes() async throws {
        try await withTemporaryDirectory { root in
            let logs = try TemporaryLogs(root)
            let output = EngineOutput.random(records: 3000, seed: 1)
            let progress = try await logs.write(output.batches())
            #expect(progress.bytes == Int64(output.bytes.count))
            #expect(logs.logBytes() == output.bytes)

            let reader = try await logs.store.reader(for: logs.attempt)
            let chunks = try await reader.all()
            #expect(chunks.map(\.bytes) == output.pieces.map(\.bytes))
            #expect(chunks.map(\.stream) == output.pieces.map(\.stream))
            #expect(chunks.map(\.time) == output.pieces.map(\.time))
            #expect(chunks.map(\.index) == Array(0..<3000))
            #expect(try await reader.progress() == progress)
        }
    }

    @Test("LOG-01 lines are numbered by their beginning, also when both streams write parts of lines in turn")
    func lineNumbers() async throws {
        try await withTemporaryDirectory { root in
            let logs = try TemporaryLogs(root)
            let progress = try await logs.write([
                LogBatch("ab", .stdout, at: 1), LogBatch("err\n", .stderr, at: 2), LogBatch("c\n", .stdout, at: 3),
                LogBatch("d\n", .stdout, at: 4), LogBatch("end", .stderr, at: 5),
            ])
            #expect(progress.lines == 4)
            let reader = try await logs.store.reader(for: logs.attempt)
            let chunks = try await reader.all()
            #expect(chunks.map(\.line) == [0, 1, 0, 2, 3])
            #expect(chunks.map(\.isContinuation) == [false, false, true, false, false])
            let places = [try await reader.recordIndex(ofLine: 2), try await reader.recordIndex(ofLine: 3)]
            #expect(places == [3, 4])
            #expect(try await reader.recordIndex(ofLine: 4) == 5)
            let time = EngineTime(seconds: 1_700_000_000, nanoseconds: 4)
            #expect(try await reader.recordIndex(since: time) == 3)
        }
    }

    @Test("LOG-01 a reader sees what a writer appends later, across segments, and an attempt without a log is empty")
    func readWhileWriting() async throws {
        try await withTemporaryDirectory { root in
            let logs = try TemporaryLogs(root)
            let reader = try await logs.store.reader(for: logs.attempt)
            #expect(try await reader.progress() == LogProgress())
            #expect(try await reader.all().isEmpty)
            let writer = try await logs.store.writer(for: logs.attempt, limits: LogLimits(segment: .bytes(10)))
            var seen: [String] = []
            for number in 0..<20 {
                try await writer.append(LogBatch("line \(number)\n", at: UInt32(number)))
                let next = try await reader.chunks(from: Int64(number), limit: 10, maxBytes: 100)
                seen += next.map { String(decoding: $0.bytes, as: UTF8.self) }
            }
            #expect(seen == (0..<20).map { "line \($0)\n" })
            #expect(try await logs.store.holdings().values.contains { $0.size.rawValue > 0 })
            try await logs.store.removeLogs(of: logs.attempt.job)
            try await logs.store.removeLogs(of: logs.attempt.job)
            #expect(try await logs.store.holdings().isEmpty)
        }
    }

    @Test("LOG-06 a line of a megabyte, no newline at all, invalid UTF-8 and NUL are stored exactly")
    func hostileBytes() async throws {
        try await withTemporaryDirectory { root in
            let logs = try TemporaryLogs(root)
            let pieces: [[UInt8]] = [
                [UInt8](repeating: 0x78, count: 1 << 20) + [0x0A], [0xFF, 0xFE, 0x00, 0xC0, 0x80, 0x0A],
                [], [0x0A], Array("\u{1B}]52;c;aGk=\u{7}".utf8),
            ]
            let time = EngineTime(seconds: 1, nanoseconds: 1)
            try await logs.write([
                LogBatch(pieces.map { EngineOutput.Piece(stream: .stdout, time: time, bytes: $0) })
            ])
            let reader = try await logs.store.reader(for: logs.attempt)
            #expect(try await reader.all().map(\.bytes) == pieces)
            #expect(try await reader.chunks(from: 0, limit: 10, maxBytes: 10).count == 1)
            #expect(logs.logBytes() == pieces.flatMap(\.self))
        }
    }

    @Test("LOG-05 the head and the newest part are kept, and what is cut is counted where it was cut")
    func quota() async throws {
        try await withTemporaryDirectory { root in
            let logs = try TemporaryLogs(root)
            let limits = LogLimits(head: .bytes(100), tail: .bytes(300), segment: .bytes(100))
            let lines = (0..<200).map { "line \(String(10000 + $0))\n" }
            let progress = try await logs.write(
                lines.enumerated().map { LogBatch($1, at: UInt32($0)) }, limits: limits)
            let reader = try await logs.store.reader(for: logs.attempt)
            let chunks = try await reader.all()
            let stored = chunks.map { String(decoding: $0.bytes, as: UTF8.self) }
            let head = stored.prefix {
                $0 != chunks.first { $0.gapBefore > 0 }.map { String(decoding: $0.bytes, as: UTF8.self) }
            }
            let tail = stored.dropFirst(head.count)
            #expect(Array(head) == Array(lines.prefix(head.count)))
            #expect(Array(tail) == Array(lines.suffix(tail.count)))
            #expect(head.joined().utf8.count >= 88 && tail.joined().utf8.count >= 300)
            #expect(stored.count < 60)
            let gap = Int64(lines.count - stored.count)
            #expect(chunks.filter { $0.gapBefore > 0 }.map(\.gapBefore) == [gap])
            #expect(progress.missingLines == gap)
            #expect(progress.missingBytes == gap * 11)
            #expect(progress.bytes == 200 * 11)
            #expect(progress.lines == 200)
            // A reader knows also where lines are missing.
            var known = try await reader.progress()
            #expect(known.gaps == [Int64(head.count)..<Int64(head.count) + gap])
            known.gaps = []
            #expect(known == progress)
            #expect(try await logs.write([], limits: limits) == progress)
            #expect(try await reader.recordIndex(ofLine: 199) == 199)
            #expect(try await reader.chunks(from: 20, limit: 1, maxBytes: 100).first?.gapBefore == gap)
        }
    }

    @Test("F74 a full disk refuses the batch as a whole, and the log goes on when there is room again")
    func fullDisk() async throws {
        try await withSmallDisk(size: "600k") { disk in
            let logs = try TemporaryLogs(disk.path)
            let writer = try await logs.store.writer(for: logs.attempt, limits: LogLimits())
            let output = EngineOutput.random(records: 400, seed: 2)
            let batches = output.batches(size: 100)
            try await writer.append(batches[0])
            disk.fill()
            let big = LogBatch([
                EngineOutput.Piece(
                    stream: .stdout, time: EngineTime(seconds: 1_800_000_000, nanoseconds: 0),
                    bytes: [UInt8](repeating: 0x61, count: 500_000))
            ])
            let refused = await #expect(throws: StoreError.self) { try await writer.append(big) }
            #expect(refused?.code == .resource)
            #expect(refused?.message.contains(logs.path) == true)
            let reader = try await logs.store.reader(for: logs.attempt)
            #expect(try await reader.all().count == 100)
            disk.empty()
            for batch in batches[1...] { try await writer.append(batch) }
            try await writer.close()
            #expect(logs.logBytes() == output.bytes)
            #expect(try await reader.all().map(\.bytes) == output.pieces.map(\.bytes))
        }
    }

    @Test("S18 S19 directories are 0700 and files 0600, and a link in the way is not followed")
    func modesAndLinks() async throws {
        try await withTemporaryDirectory { root in
            let logs = try TemporaryLogs(root)
            try await logs.write([LogBatch("x\n")])
            let manager = FileManager.default
            func mode(_ path: String) throws -> Int {
                try #require(manager.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber).intValue
            }
            #expect(try mode(logs.path) == 0o700)
            #expect(try mode(logs.path + "/0000.log") == 0o600)
            #expect(try mode(logs.path + "/0000.idx") == 0o600)

            let victim = root + "/victim"
            try "keep".write(toFile: victim, atomically: false, encoding: .utf8)
            try manager.createDirectory(atPath: "\(logs.directory.logsPath)/8/1", withIntermediateDirectories: true)
            try manager.createSymbolicLink(
                atPath: "\(logs.directory.logsPath)/8/1/0000.log", withDestinationPath: victim)
            let refused = await #expect(throws: StoreError.self) {
                _ = try await logs.store.writer(for: AttemptID(job: JobNumber(8), number: 1), limits: LogLimits())
            }
            #expect(refused?.code == .permission)
            #expect(try String(contentsOfFile: victim, encoding: .utf8) == "keep")
        }
    }
}
