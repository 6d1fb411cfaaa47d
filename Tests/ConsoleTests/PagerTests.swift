import ConsoleUI
import JobCore
import JobEngine
import Synchronization
import Testing

@testable import ConsoleApp

@Suite("Pages of jobs and logs")
struct PagerTests {
    /// A store's list of jobs 1 to 1000, the even ones active.
    private static func list(_ query: JobQuery) -> JobPage {
        let numbers = (1...1_000).map { Int64($0) }.filter { query.statuses.isEmpty || $0 % 2 == 0 }
        let ordered = query.isDescending ? numbers.reversed() : numbers
        let rest = ordered.filter { number in
            guard let key = query.after?.number.rawValue else { return true }
            return query.isDescending ? number < key : number > key
        }
        let jobs = rest.prefix(query.limit).map { Samples.job($0, "job", $0 % 2 == 0 ? .running : .completed) }
        return JobPage(
            jobs: jobs, next: rest.count > query.limit ? jobs.last.map { .init(value: nil, number: $0.number) } : nil)
    }

    private func page(_ scope: JobScope, _ anchor: JobListRequest.Anchor) async throws -> JobListPage {
        try await JobPager { Self.list($0) }.page(JobListRequest(scope: scope, anchor: anchor, limit: 10))
    }

    private func numbers(_ page: JobListPage) -> [Int64] { page.jobs.map(\.number.rawValue) }

    @Test("all jobs come newest first, active ones oldest first, from either end and around a job")
    func anchors() async throws {
        let newest = try await page(.all, .start)
        #expect(numbers(newest) == Array((991...1_000).reversed()) && newest.hasAfter && !newest.hasBefore)
        let oldest = try await page(.all, .end)
        #expect(numbers(oldest) == Array((1...10).reversed()) && oldest.hasBefore && !oldest.hasAfter)
        let middle = try await page(.all, .around(JobPage.Key(value: nil, number: JobNumber(500))))
        #expect(numbers(middle) == Array((496...505).reversed()) && middle.hasBefore && middle.hasAfter)
        let active = try await page(.active, .start)
        #expect(numbers(active) == Array(stride(from: 2, through: 20, by: 2)))
        let activeMiddle = try await page(.active, .around(JobPage.Key(value: nil, number: JobNumber(500))))
        #expect(numbers(activeMiddle) == Array(stride(from: 490, through: 508, by: 2)))
        let edge = try await page(.all, .around(JobPage.Key(value: nil, number: JobNumber(1_000))))
        #expect(numbers(edge) == Array((996...1_000).reversed()) && !edge.hasBefore)
    }

    @Test("a screen of a log is read by line; pieces of a line come together across streams")
    func lines() async throws {
        let reader = ScriptedReader([
            (.stdout, 0, "one\n"), (.stdout, 1, "two, "), (.stderr, 2, "oops\n"), (.stdout, 1, "continued\n"),
            (.stdout, 3, "three\n"),
        ])
        let window = try await LogPager { _ in reader }.window(request(first: 1, count: 2))
        let texts = window.lines.map { String(decoding: $0.bytes, as: UTF8.self) }
        #expect(texts == ["one", "two, continued", "oops"])
        #expect(window.lines.map(\.stream) == [.stdout, .stdout, .stderr] && window.totalLines == 4)
        #expect(window.isStart && !window.isEnd)
    }

    @Test("the newest lines are read without those before them")
    func tail() async throws {
        let reader = ScriptedReader((0..<100_000).map { (.stdout, Int64($0), "line \($0)\n") })
        let window = try await LogPager { _ in reader }.window(request(first: nil, count: 40))
        #expect(window.lines.first?.number == 99_960 && window.lines.count == 40)
        #expect(reader.recordsRead <= 120)
    }

    @Test("S11 a line of 100,000 pieces costs a few reads, and a progress bar shows its last state")
    func longLine() async throws {
        let bar = (0..<100_000).map { (LogStream.stdout, Int64(0), "\($0)%\r") }
        let reader = ScriptedReader(bar + [(.stdout, 0, "done\n"), (.stdout, 1, "next\n")])
        let window = try await LogPager { _ in reader }.window(request(first: 0, count: 10))
        #expect(window.lines.map { String(decoding: $0.bytes, as: UTF8.self) } == ["done", "next"])
        #expect(window.lines[0].isOverwritten && reader.recordsRead < 200)
    }

    private static let attempt = AttemptID(job: JobNumber(1), number: 1)

    /// The lines from `first` on, or the newest ones.
    private func request(first: Int64?, count: Int) -> LogRequest {
        LogRequest(
            sources: [LogSource(attempt: Self.attempt, name: "job")],
            anchor: first.map { .around(LogPlace(attempt: Self.attempt, line: $0)) } ?? .end, reach: count)
    }
}

/// A log in memory.
private final class ScriptedReader: LogReader {
    private let bytes: [UInt8]
    private let records: [LogBlock.Record]
    private let read = Mutex(0)

    /// Records in order; one that names the line of an earlier one goes on with it.
    init(_ texts: [(stream: LogStream, line: Int64, text: String)]) {
        var bytes: [UInt8] = []
        var nextLine: Int64 = 0
        records = texts.map { stream, line, text in
            let isContinuation = line < nextLine
            let record = LogBlock.Record(
                stream: stream, time: nil, firstLine: line, nextLine: nextLine, lineCount: isContinuation ? 0 : 1,
                isContinuation: isContinuation, offset: bytes.count, length: text.utf8.count)
            bytes += Array(text.utf8)
            nextLine = max(nextLine, line + 1)
            return record
        }
        self.bytes = bytes
    }

    var recordsRead: Int { read.withLock { $0 } }

    func progress() async throws(StoreError) -> LogProgress {
        LogProgress(bytes: Int64(bytes.count), lines: records.last.map { $0.nextLine + Int64($0.lineCount) } ?? 0)
    }

    func chunks(from index: Int64, limit: Int, maxBytes: Int) async throws(StoreError) -> [LogChunk] {
        throw StoreError(.unknown, "The console reads blocks.")
    }

    func block(from index: Int64, limit: Int, maxBytes: Int?) async throws(StoreError) -> LogBlock? {
        var found = Array(records.dropFirst(Int(index)).prefix(limit))
        guard let start = found.first?.offset, let last = found.last else { return nil }
        read.withLock { $0 += found.count }
        for place in found.indices { found[place].offset -= start }
        return LogBlock(
            firstIndex: index, records: found,
            bytes: maxBytes == nil ? [] : Array(bytes[start..<last.offset + last.length]))
    }

    func recordIndex(ofLine line: Int64) async throws(StoreError) -> Int64 {
        Int64(records.firstIndex { $0.nextLine + Int64($0.lineCount) > line } ?? records.count)
    }

    func recordIndex(since time: EngineTime) async throws(StoreError) -> Int64 { 0 }
}
