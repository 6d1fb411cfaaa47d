import ConsoleUI
import Foundation
import JobCore
import Testing

@testable import ConsoleApp

@Suite("Logs as files", .timeLimit(.minutes(1)))
struct LogExportTests {
    private func contents(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("the whole log is saved byte for byte, for its owner only; a file that is there is asked about")
    func save() async throws {
        let logs = try TemporaryLogs()
        let records = (0..<5_000).map { $0 % 2 == 0 ? "\u{1B}[31mline \($0)\r\n" : "E:\($0)\n" }
        try await logs.write(records)
        let path = logs.folder + "/saved.log"
        let reply = await logs.exporter.save([TemporaryLogs.source()], path: path, overwrites: false)
        guard case .done(let sentence) = reply else { return #expect(Bool(false), "\(reply)") }
        #expect(sentence.hasPrefix("Saved 5000 lines"))
        #expect(contents(path) == records.joined())
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)

        try Data("mine".utf8).write(to: URL(filePath: path))
        let again = await logs.exporter.save([TemporaryLogs.source()], path: path, overwrites: false)
        #expect(again == .fileExists(path: path, .saveLog([TemporaryLogs.source()], path: path, overwrites: true)))
        #expect(contents(path) == "mine")
        _ = await logs.exporter.save([TemporaryLogs.source()], path: path, overwrites: true)
        #expect(contents(path) == records.joined())
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: logs.folder).filter { $0.hasPrefix("saved") } == [
                "saved.log"
            ])
    }

    @Test("a place where no file can be made is told in a sentence")
    func refused() async throws {
        let logs = try TemporaryLogs()
        let path = logs.folder + "/no/such/folder.log"
        let reply = await logs.exporter.save([TemporaryLogs.source()], path: path, overwrites: false)
        #expect(reply == .refused("Could not write '\(path)': No such file or directory. Choose another place."))
    }

    @Test("S01–S06 a pager gets colours and text, nothing else that a terminal would obey; colours end with their line")
    func pager() async throws {
        let logs = try TemporaryLogs()
        try await logs.write([
            "\u{1B}[31mred\n", "\u{1B}[2J\u{1B}]52;c;aGk=\u{07}\n", "E:caf", "plain\r\n", "E:\u{1B}[", "\u{202E}\n",
        ])
        let reply = await logs.exporter.prepare([TemporaryLogs.source()], for: .pager)
        guard case .viewable(let path, .pager) = reply else { return #expect(Bool(false), "\(reply)") }
        defer { try? FileManager.default.removeItem(atPath: path) }
        let text = try #require(contents(path))
        #expect(text.hasPrefix("\u{1B}[31mred\u{1B}[0m\n^[[2J^[]52;c;aGk=^G\n"))
        #expect(text.contains("plain\n") && text.contains("<U+202E>"))
        #expect(text.unicodeScalars.count { $0 == "\u{1B}" } == 2)
    }

    @Test("several logs become one by time, each line with its job before it; a pager gets nothing it would obey")
    func merged() async throws {
        let logs = try TemporaryLogs()
        try await logs.write(["a0\n", "a1\r\n", "\u{1B}[31ma2", "...\n", "open"], job: 7, from: 1_000, apart: 1000)
        try await logs.write(["b0\n", "E:b1\u{1B}[2J\n"], job: 8, from: 1_001, apart: 1000)
        let sources = [TemporaryLogs.source(7), TemporaryLogs.source(8)]
        let path = logs.folder + "/merged.log"
        let reply = await logs.exporter.save(sources, path: path, overwrites: false)
        guard case .done(let sentence) = reply else { return #expect(Bool(false), "\(reply)") }
        #expect(sentence.hasPrefix("Saved 6 lines of 2 logs"))
        let lines = ["a0", "a1", "b0", "\u{1B}[31ma2...", "E:b1\u{1B}[2J", "open"]
        let jobs = [7, 7, 8, 7, 8, 7]
        #expect(contents(path) == zip(jobs, lines).map { "\($0) job-\($0) | \($1)\n" }.joined())

        let shown = await logs.exporter.prepare(sources, for: .pager)
        guard case .viewable(let file, .pager) = shown else { return #expect(Bool(false), "\(shown)") }
        defer { try? FileManager.default.removeItem(atPath: file) }
        #expect(contents(file)?.contains("7 job-7 | \u{1B}[31ma2...\u{1B}[0m\n8 job-8 | E:b1^[[2J\n") == true)
    }
}
