import Foundation
import JobCore
import JobEngine
import JobPersistence

@testable import ConsoleApp
@testable import ConsoleUI

/// Real logs in a temporary directory.
final class TemporaryLogs: Sendable {
    let store: FileLogStore
    private let root: String

    init() throws {
        root = FileManager.default.temporaryDirectory.path + "/berth-console-\(UUID().uuidString)"
        let directory = try StoreDirectory.open(root)
        try FileManager.default.createDirectory(
            atPath: directory.logsPath, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        store = FileLogStore(directory)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: root)
    }

    /// A place for files of a test.
    var folder: String { root }

    var pager: LogPager { LogPager { [store] in try await store.reader(for: $0) } }

    var exporter: LogExporter { LogExporter { [store] in try await store.reader(for: $0) } }

    static let attempt = AttemptID(job: JobNumber(7), number: 1)

    static func source(_ job: Int64 = 7) -> LogSource {
        LogSource(attempt: AttemptID(job: JobNumber(job), number: 1), name: "job-\(job)")
    }

    /// Writes records as an engine delivers them, a millisecond apart unless told otherwise; `E:` is standard error.
    func write(
        _ records: [String], job: Int64 = 7, from second: Int64 = 1_000, apart: Int64 = 1,
        limits: LogLimits = LogLimits()
    ) async throws {
        let writer = try await store.writer(for: AttemptID(job: JobNumber(job), number: 1), limits: limits)
        for start in stride(from: 0, to: records.count, by: 500) {
            var batch = LogBatch()
            for (offset, text) in records[start..<min(records.count, start + 500)].enumerated() {
                let isError = text.hasPrefix("E:")
                let bytes = Array(text.utf8)
                let milliseconds = Int64(start + offset) * apart
                batch.bytes += bytes
                batch.records.append(
                    LogBatch.Record(
                        length: bytes.count, stream: isError ? .stderr : .stdout,
                        time: EngineTime(
                            seconds: second + milliseconds / 1000,
                            nanoseconds: UInt32(milliseconds % 1000 * 1_000_000))))
            }
            try await writer.append(batch)
        }
        _ = try await writer.close()
    }
}

extension LogRequest {
    /// The log of job 7.
    static func log(
        _ anchor: Anchor, reach: Int = 10, stream: LogStream? = nil, pattern: String? = nil, isMatchesOnly: Bool = false
    ) -> LogRequest {
        LogRequest(
            sources: [TemporaryLogs.source()], stream: stream, pattern: pattern.flatMap { LogPattern($0) },
            isMatchesOnly: isMatchesOnly, anchor: anchor, reach: reach)
    }

    static func line(_ line: Int64, job: Int64 = 7) -> Anchor {
        .around(LogPlace(attempt: AttemptID(job: JobNumber(job), number: 1), line: line))
    }
}

extension LogWindow {
    /// The lines as text.
    var texts: [String] { lines.map { String(decoding: $0.bytes, as: UTF8.self) } }
}

extension LogPager {
    /// Reads until the search is through.
    func complete(_ request: LogRequest) async throws -> LogWindow {
        while true {
            let window = try await window(request)
            if window.search?.isComplete != false { return window }
        }
    }
}
