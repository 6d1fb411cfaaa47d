import ConsoleUI
import JobCore
import JobEngine
import JobPersistence
import Testing

@testable import ConsoleApp

@Suite("Windows on stored logs", .timeLimit(.minutes(1)))
struct LogWindowTests {
    @Test("LOG-04 one stream of a log is scrolled by its index, from either end and around any line")
    func streams() async throws {
        let logs = try TemporaryLogs()
        try await logs.write((0..<30_000).map { $0 % 1_000 == 7 ? "E:\($0)\n" : "\($0)\n" })
        let pager = logs.pager
        let tail = try await pager.window(.log(.end, reach: 3, stream: .stderr))
        #expect(tail.texts == ["E:27007", "E:28007", "E:29007"] && tail.isEnd && !tail.isStart)
        #expect(tail.chosenLines == 30 && tail.totalLines == 30_000)
        let head = try await pager.window(.log(.start, reach: 2, stream: .stderr))
        #expect(head.texts == ["E:7", "E:1007"] && head.isStart && !head.isEnd)
        let middle = try await pager.window(.log(LogRequest.line(15_500), reach: 1, stream: .stderr))
        #expect(middle.texts == ["E:15007", "E:16007"])
        let others = try await pager.window(.log(LogRequest.line(1_008), reach: 2, stream: .stdout))
        #expect(others.texts == ["1005", "1006", "1008", "1009"])
    }

    @Test("E goes to the next run of standard error and on from the top")
    func errorBlocks() async throws {
        let logs = try TemporaryLogs()
        try await logs.write(["a\n", "E:1\n", "E:2\n", "b\n", "E:3\n", "c\n"])
        let pager = logs.pager
        func next(_ line: Int64) async throws -> LogWindow.Target? {
            try await pager.window(
                .log(.seek(.errorBlock(after: LogPlace(attempt: TemporaryLogs.attempt, line: line))))
            ).target
        }
        #expect(try await next(0)?.place.line == 1)
        #expect(try await next(1)?.place.line == 4)
        #expect(try await next(2)?.place.line == 4)
        let wrapped = try await next(4)
        #expect(wrapped?.place.line == 1 && wrapped?.isWrapped == true)
    }

    @Test("the start picker finds the first line of a time by the index")
    func startTimes() async throws {
        let logs = try TemporaryLogs()
        try await logs.write((0..<7_200).map { "\($0)\n" }, apart: 1_000)
        let pager = logs.pager
        for (seconds, line) in [(60, 7_139), (300, 6_899), (3_600, 3_599), (100_000, 0)] as [(Int64, Int64)] {
            let window = try await pager.window(.log(.seek(.last(seconds: seconds))))
            #expect(window.target?.place.line == line)
            #expect(window.lines.contains { $0.number == line })
        }
    }

    @Test("several logs are put together by time, each in its own order")
    func merged() async throws {
        let logs = try TemporaryLogs()
        try await logs.write((0..<300).map { "a\($0)\n" }, job: 1, from: 1_000, apart: 10)
        try await logs.write((0..<300).map { "b\($0)\n" }, job: 2, from: 1_001, apart: 10)
        let pager = logs.pager
        var request = LogRequest(
            sources: [TemporaryLogs.source(1), TemporaryLogs.source(2)], anchor: .start, reach: 1_000)
        let all = try await pager.window(request)
        #expect(all.lines.count == 600 && all.isStart && all.isEnd && all.totalLines == 600)
        let times = all.lines.compactMap(\.time)
        #expect(times.count == 600 && times == times.sorted())
        #expect(all.texts[98...103] == ["a98", "a99", "a100", "b0", "a101", "b1"])
        request.reach = 2
        request.anchor = LogRequest.line(1, job: 2)
        #expect(try await pager.window(request).texts == ["b0", "a101", "b1", "a102"])
        request.anchor = .end
        #expect(try await pager.window(request).texts == ["b298", "b299"])
        request.pattern = LogPattern("b29")
        request.anchor = .seek(.match(from: nil, steps: -1))
        let found = try await pager.complete(request)
        #expect(found.target?.place == LogPlace(attempt: AttemptID(job: JobNumber(2), number: 1), line: 299))
        #expect(found.search?.matchingLines == 11 && found.target?.ordinal == 11)
    }

    @Test("LOG-05 what a limit cut out is passed over in scrolling, and told where it was")
    func gaps() async throws {
        let logs = try TemporaryLogs()
        let limits = LogLimits(head: .bytes(1_000), tail: .bytes(2_000), segment: .bytes(1_000))
        try await logs.write((0..<2_000).map { "line \($0)\n" }, limits: limits)
        let window = try await logs.pager.window(.log(.start, reach: 5_000))
        #expect(window.totalLines == 2_000 && window.missingLines > 1_000)
        #expect(Int64(window.lines.count) == 2_000 - window.missingLines && window.isEnd)
        let behind = try #require(window.lines.firstIndex { $0.gapBefore > 0 })
        #expect(window.lines[behind].gapBefore == window.missingLines)
        #expect(window.lines[behind].number == window.lines[behind - 1].number + 1 + window.missingLines)
        let around = try await logs.pager.window(
            .log(LogRequest.line(window.lines[behind].number), reach: 2))
        #expect(around.lines.map(\.number) == window.lines[(behind - 2)..<(behind + 2)].map(\.number))
    }

    @Test("LOG-06 S11 a reader who pans far to the right reads what is there of a line of 1 MB")
    func farRight() async throws {
        let logs = try TemporaryLogs()
        let pieces = (0..<64).map { piece in
            (0..<1_024).map { number in
                let text = "\(piece * 1_024 + number)"
                return text + String(repeating: ".", count: 16 - text.count)
            }.joined()
        }
        try await logs.write(["before\n"] + pieces + ["\n", "after\n"])
        var request = LogRequest.log(.start)
        let near = try await logs.pager.window(request)
        #expect(near.texts[1].hasPrefix("0....") && near.lines[1].isCut && near.texts[2] == "after")
        request.skippedBytes = 16 * 50_000
        let far = try await logs.pager.window(request)
        #expect(far.texts[1].hasPrefix("50000...") && far.texts[2].isEmpty)
    }

    @Test("LOG-06 NUL, invalid UTF-8 and no newline at the end are held as they are")
    func rawBytes() async throws {
        let logs = try TemporaryLogs()
        let writer = try await logs.store.writer(for: TemporaryLogs.attempt, limits: LogLimits())
        let bytes: [UInt8] = [0x00, 0xFF, 0xFE, 0x80, 0x0A, 0x41]
        try await writer.append(
            LogBatch(
                bytes: bytes,
                records: [.init(length: 5, stream: .stdout, time: nil), .init(length: 1, stream: .stdout, time: nil)]))
        _ = try await writer.close()
        let window = try await logs.pager.window(.log(.end))
        #expect(window.lines.map(\.bytes) == [[0x00, 0xFF, 0xFE, 0x80], [0x41]])
    }
}
