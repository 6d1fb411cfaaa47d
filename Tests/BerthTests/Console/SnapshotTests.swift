import Foundation
import Glibc
import Testing

@testable import berth

/// The console without a terminal: one frame as text, and changes as lines.
@Suite("The console as text")
struct SnapshotTests {
    @Test("one frame as text has the size that was asked for, needs no terminal and changes nothing")
    func frame() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            try await lab.check("host", "add", "mock", "--kind", "mock", "--option", "duration=10m")
            try await lab.check("run", "-d", "--no-worker", "--name", "データ処理", "example/report:1")
            for (columns, rows) in [(120, 36), (80, 24), (40, 10)] {
                let frame = try await lab.check("console", "--snapshot", "\(columns)x\(rows)")
                let lines = frame.split(separator: "\n", omittingEmptySubsequences: false)
                #expect(lines.count == rows)
                #expect(lines.allSatisfy { $0.unicodeScalars.count <= columns })
                #expect(lines[0].hasPrefix(TmuxTerminal.header))
                #expect(frame.contains("データ"), "\(frame)")
            }
            let plain = try await lab.berth(["console", "--snapshot", "80x24"], variables: ["LANG": "C"])
            #expect(plain.standardOutput.utf8.allSatisfy { $0 < 0x80 })
            #expect(try await lab.job("1").status == "queued")
            #expect(try await lab.berth("worker", "status").code != 0)
        }
    }

    @Test(
        "a size that is none is refused in a sentence", arguments: ["80", "80x", "x24", "0x24", "80x1001", "axb", ""])
    func badSize(_ text: String) async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let result = try await lab.berth("console", "--snapshot", text)
            #expect(result.code == 64)
            #expect(result.standardError.contains("120x36"), "\(result.standardError)")
            #expect(result.standardOutput.isEmpty)
        }
    }

    @Test("options without a command are the console's; help, version and errors stay what they are")
    func bareOptions() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            try await lab.check("host", "add", "mock", "--kind", "mock")
            let frame = try await lab.check("--read-only", "--no-worker", "--snapshot", "80x24")
            #expect(frame == (try await lab.check("console", "--read-only", "--snapshot", "80x24")))
            #expect(try await lab.check("--store", lab.storePath, "--snapshot=80x24").hasPrefix(TmuxTerminal.header))
            for options in [["--read-only"], ["--no-worker"], ["--store", lab.storePath]] {
                let refused = try await lab.berth(options)
                #expect(refused.code == 64 && refused.standardError.contains("needs a terminal"), "\(refused)")
            }
            let unknown = try await lab.berth("--nonsense")
            #expect(unknown.code == 64 && unknown.standardError.contains("See `berth console --help`."), "\(unknown)")
            #expect(try await lab.check("--help").contains("EXIT CODES"))
            #expect(try await lab.check("-h").contains("EXIT CODES"))
            #expect(try await lab.berth("--version").code == 0)
        }
    }

    @Test("what the demo found is said within the console, the first keys last")
    func demoNotices() {
        let found = Demo.Finding(engine: "Engine Docker named by DOCKER_HOST.", hasEngine: true)
        #expect(found.notices == [found.engine, Demo.hint])
        let none = Demo.Finding(engine: "No engine answers.", hasEngine: false)
        #expect(none.notices.count == 3 && none.notices.last == Demo.hint)
    }

    @Test("the linear form tells every change as one line of plain words, for a pipe and for a screen reader")
    func lines() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            try await lab.check("host", "add", "mock", "--kind", "mock", "--option", "duration=10m")
            try await lab.check("run", "-d", "--name", "first", "example/report:1")
            let watch = try await lab.start("list", "--watch", "--plain")
            try await eventually("the running job is told") { watch.log.contains("job 1 (first) running") }
            try await lab.check("run", "-d", "--name", "second", "example/report:1")
            try await eventually("the new job is told") { watch.log.contains("job 2 (second) running") }
            try await lab.check("cancel", "2", "--kill")
            try await eventually("its end is told") { watch.log.contains("job 2 (second) cancelled") }
            #expect(watch.log.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A }, "\(watch.log)")
            // The one that did not change is told once.
            #expect(watch.log.split(separator: "\n").count { $0.contains("job 1 (first) running") } == 1)
            watch.signal(SIGINT)
            try await watch.end()
        }
    }
}
