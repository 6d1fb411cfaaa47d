import JobCore
import JobEngine
import Testing

@testable import DockerExecution

struct LogFrameDecoderTests {
    private func frame(_ stream: UInt8, _ payload: String) -> [UInt8] {
        let length = UInt32(payload.utf8.count).bigEndian
        return [stream, 0, 0, 0] + withUnsafeBytes(of: length) { Array($0) } + Array(payload.utf8)
    }

    private let stamp = "2026-11-20T22:10:36.084066144Z "

    /// Decodes in pieces of the given sizes, over and over.
    private func decode(_ bytes: [UInt8], pieces: [Int]) throws -> CollectedLog {
        var decoder = LogFrameDecoder()
        var log = LogBatch()
        var rest = bytes[...]
        var turn = 0
        while !rest.isEmpty {
            let piece = Array(rest.prefix(pieces[turn % pieces.count]))
            try piece.withUnsafeBytes { try decoder.decode($0, into: &log) }
            rest = rest.dropFirst(piece.count)
            turn += 1
        }
        try decoder.finish()
        return CollectedLog(log)
    }

    @Test(
        "DOCK-10 captured frames of both engines split at every byte give the same lines in order",
        arguments: [
            ("docker", ["out\n", "err\n", "nonl"], [LogStream.stdout, .stderr, .stdout]),
            ("podman", ["out\n", "nonl", "err\n"], [.stdout, .stdout, .stderr]),
        ])
    func splitsAnywhere(engine: String, texts: [String], streams: [LogStream]) throws {
        let bytes = try Fixture.bytes(engine, "logs-mux-timestamps.bin")
        for split in 0...bytes.count {
            let log = try decode(bytes, pieces: [max(1, split), bytes.count])
            #expect(log.lines.map(\.text) == texts)
            #expect(log.lines.map(\.stream) == streams)
        }
        #expect(try decode(bytes, pieces: [1]).lines.map(\.text) == texts)
    }

    @Test("DOCK-10 the times of captured lines are exact: nanoseconds of Docker, whole seconds of Podman")
    func readsTimes() throws {
        let docker = try decode(try Fixture.bytes("docker", "logs-mux-timestamps.bin"), pieces: [7])
        #expect(docker.lines[2].time == EngineTime(rfc3339: "2026-11-20T22:10:36.084066144Z"))
        let podman = try decode(try Fixture.bytes("podman", "logs-mux-timestamps.bin"), pieces: [7])
        #expect(podman.lines[0].time == EngineTime(rfc3339: "2026-11-20T22:10:45Z"))
    }

    @Test(
        "F35 a line of 40,000 bytes stays in the parts of the engine, all with one time",
        arguments: [
            ("docker", [16_384, 16_384, 7_233]), ("podman", [8_192, 8_192, 8_192, 4_096, 8_192, 3136, 1]),
        ])
    func keepsParts(engine: String, lengths: [Int]) throws {
        let bytes = try Fixture.bytes(engine, "logs-long-line-timestamps.bin")
        for piece in [1, 3, 8_191, 16_384, 65_536] {
            let parts = try decode(bytes, pieces: [piece]).lines.prefix(lengths.count)
            #expect(parts.map(\.bytes.count) == lengths)
            #expect(Set(parts.map(\.time)).count == 1)
            #expect(parts.flatMap(\.bytes) == [UInt8](repeating: UInt8(ascii: "a"), count: 40_000) + [10])
        }
    }

    @Test("DOCK-10 random frames in random pieces (seed 0xD0C10) come out as they went in")
    func property() throws {
        var generator = SeededGenerator(seed: 0xD0C10)
        for _ in 0..<200 {
            let payloads = (0..<Int.random(in: 0...30, using: &generator)).map { _ in
                let length = [0, 1, 5, 300, 20_000].randomElement(using: &generator) ?? 0
                return (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            }
            var bytes: [UInt8] = []
            for (index, payload) in payloads.enumerated() {
                let head = Array(stamp.utf8)
                let length = UInt32(payload.count + head.count).bigEndian
                bytes += [UInt8(index % 2 + 1), 0, 0, 0] + withUnsafeBytes(of: length) { Array($0) } + head + payload
            }
            let pieces = (0..<8).map { _ in Int.random(in: 1...5_000, using: &generator) }
            let log = try decode(bytes, pieces: pieces)
            #expect(log.lines.map(\.bytes) == payloads)
        }
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let error: LogFrameError
    }

    static let faults = [
        Fault(testDescription: "stream 9", bytes: [9, 0, 0, 0, 0, 0, 0, 1, 65], error: .unknownStream([9, 0, 0, 0])),
        Fault(testDescription: "padding", bytes: [1, 0, 7, 0, 0, 0, 0, 1, 65], error: .unknownStream([1, 0, 7, 0])),
        Fault(
            testDescription: "length 0xFFFFFFFF", bytes: [1, 0, 0, 0, 255, 255, 255, 255],
            error: .frameTooLong(.max)),
        Fault(testDescription: "length 1 MiB + 1", bytes: [1, 0, 0, 0, 0, 16, 0, 1], error: .frameTooLong(1_048_577)),
        Fault(testDescription: "cut in header", bytes: [1, 0, 0], error: .cutInHeader),
        Fault(testDescription: "cut in body", bytes: [1, 0, 0, 0, 0, 0, 0, 40, 50], error: .cutInFrame(missing: 39)),
        Fault(testDescription: "no time", bytes: [1, 0, 0, 0, 0, 0, 0, 2, 65, 10], error: .noTimestamp),
        Fault(
            testDescription: "the engine's own error", bytes: [3, 0, 0, 0, 0, 0, 0, 4] + Array("oops".utf8),
            error: .engineReported("oops")),
    ]

    @Test("F59 I18 a damaged frame is a typed error, and what came before it is kept", arguments: faults)
    func refusesDamage(fault: Fault) throws {
        let good = frame(1, stamp + "good\n")
        for size in [1, 4, 9, 4_096] {
            var decoder = LogFrameDecoder()
            var log = LogBatch()
            #expect(throws: fault.error) {
                var rest = (good + fault.bytes)[...]
                while !rest.isEmpty {
                    try Array(rest.prefix(size)).withUnsafeBytes { try decoder.decode($0, into: &log) }
                    rest = rest.dropFirst(size)
                }
                try decoder.finish()
            }
            #expect(CollectedLog(log).lines.map(\.text) == ["good\n"])
        }
    }

    @Test("I18 200,000 bytes of noise (seed 0xF59) end in an error, never in a crash")
    func survivesNoise() {
        var generator = SeededGenerator(seed: 0xF59)
        for _ in 0..<2_000 {
            let bytes = (0..<100).map { _ in UInt8.random(in: 0...4, using: &generator) }
            _ = try? decode(bytes, pieces: [Int.random(in: 1...100, using: &generator)])
        }
    }
}
