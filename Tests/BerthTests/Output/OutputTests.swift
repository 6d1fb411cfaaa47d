import Foundation
import JobCore
import Testing

@testable import berth

@Suite struct OutputTests {
    @Test("S12 JSON escapes what a terminal would obey or hide, and keeps every value")
    func escapesJSON() throws {
        let hostile = [
            "\u{1B}]52;c;x\u{7}", "a\u{9B}b", "\u{202E}abc", "x\u{200B}\u{FEFF}y", "e\u{301} 测试 👍", "\u{E0041}",
        ]
        let text = try JSONText.encode(hostile)
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !TextIsHidden.check($0) })
        #expect(try JSONDecoder().decode([String].self, from: Data(text.utf8)) == hostile)
        #expect(text.contains("测试 👍"))
    }

    @Test("CMD-04 a table fits the terminal; foreign text in it is harmless")
    func table() {
        var table = Table([
            Table.Column(title: "N", isRightAligned: true), Table.Column(title: "NAME", isFlexible: true),
            Table.Column(title: "END"),
        ])
        table.add(["1", "\u{1B}[2Jlong name of a job 测试测试测试", "ok"])
        table.add(["100", "x", "failed"])
        for width in [24, 30, 80] {
            for line in table.lines(width: width) {
                #expect(DisplayWidth.columns(of: line) <= width)
                #expect(!line.contains("\u{1B}"))
            }
        }
        #expect(table.lines(width: nil)[2].hasPrefix("100  x "))
    }

    @Test("CMD-17 what run and wait exit with (decisions 20)")
    func exitCodes() {
        func code(_ status: JobStatus, _ reason: ExitReason? = nil, _ exitCode: Int? = nil) -> Int32 {
            var job = Job(
                number: JobNumber(1), uuid: UUID(), name: "n", spec: JobSpec(image: "i"), status: status, priority: 50,
                retryPolicy: RetryStrategy.default.policy, timeout: nil, routing: RoutingPreference(), createdAt: Date()
            )
            (job.exitReason, job.exitCode) = (reason, exitCode)
            return ExitStatus.of(job)
        }
        #expect(code(.completed, .appExit, 0) == 0)
        #expect(code(.failed, .appExit, 3) == 3)
        #expect(code(.failed, .appExit, 143) == 143)
        #expect(code(.failed, .outOfMemory, 137) == 137)
        #expect(code(.failed, .startError, 127) == 127)
        #expect(code(.failed, .startError, 126) == 126)
        #expect(code(.failed, .startError) == 125)
        #expect(code(.failed, .imageError) == 125)
        #expect(code(.failed, .lost, 0) == 125)
        #expect(code(.failed, .engineRestart, 137) == 125)
        #expect(code(.timeout, .timeout, 137) == 124)
        #expect(code(.cancelled, .cancelled, 143) == 130)
    }

    @Test(
        "CMD-05 exit codes are told in words",
        arguments: [(127, "not found"), (126, "executed"), (137, "SIGKILL"), (143, "SIGTERM"), (3, "exit code 3")])
    func words(code: Int, hint: String) {
        #expect(ResultSentence.exitCode(code).contains(hint))
    }

    @Test("CMD-15 a mistyped command is answered with the near ones")
    func distances() {
        #expect(EditDistance.between("lsit", "list") == 1)
        #expect(EditDistance.between("", "run") == 3)
        #expect(EditDistance.between("logs", "logs") == 0)
        #expect(EditDistance.between("cancel", "canel") == 1)
    }
}

/// What must not stand in our output as it is.
private enum TextIsHidden {
    static func check(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
        default: scalar.properties.isDefaultIgnorableCodePoint
        }
    }
}
