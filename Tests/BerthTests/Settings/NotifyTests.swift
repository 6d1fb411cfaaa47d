import Foundation
import JobCore
import Testing

@testable import ConsoleUI
@testable import berth

@Suite("What tells of a job's end")
struct NotifyTests {
    private var notice: JobNotice {
        var job = Job(
            number: JobNumber(7), uuid: UUID(), name: "nightly", spec: JobSpec(image: "app:1"), status: .failed,
            priority: 50, retryPolicy: RetryPolicy(maxAttempts: 1, baseDelay: .seconds(1), maxDelay: .seconds(1)),
            timeout: nil, routing: RoutingPreference(), createdAt: Date())
        job.exitCode = 3
        return JobNotice(job)
    }

    @Test("CMD-02 notify.command is a list of words; anything else is refused with its line")
    func settings() throws {
        let file = try SettingsFile.parse(
            "version: 1\nnotify:\n  command: [notify-send, --urgency, critical, Berth]\n", path: "x")
        #expect(file.notify.command == ["notify-send", "--urgency", "critical", "Berth"])
        for (text, line) in [
            ("notify:\n  command: {a: b}", "line 3"), ("notify:\n  commands: [a]", "line 3"),
            ("notify:\n  command: [a, [b]]", "line 3"),
        ] {
            let error = try #require(throws: InvalidInput.self) {
                try SettingsFile.parse("version: 1\n\(text)\n", path: "x")
            }
            #expect(error.description.contains(line), "\(text)")
        }
    }

    @Test("the command gets the job in its environment, and its words as they are written")
    func runs() async throws {
        let file = FileManager.default.temporaryDirectory.path + "/berth-notify-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let variables = "$BERTH_JOB $BERTH_JOB_NAME $BERTH_JOB_STATUS \"$BERTH_MESSAGE\""
        let script = "printf '%s|%s|%s|%s|%s' \(variables) \"$1\" >\(file)"
        let failure = await NotifyCommand(words: ["sh", "-c", script, "sh", "a  $b"]).run(notice)
        #expect(failure == nil)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text == "7|nightly|failed|\(notice.text)|a  $b")
    }

    @Test("a command that fails or is not there is told in a sentence; none is no failure")
    func failures() async {
        #expect(await NotifyCommand(words: []).run(notice) == nil)
        let failed = await NotifyCommand(words: ["sh", "-c", "exit 4"]).run(notice)
        #expect(failed?.hasPrefix("The command of notify.command, 'sh', failed") == true)
        let missing = await NotifyCommand(words: ["no-such-program-of-berth"]).run(notice)
        #expect(missing?.contains("'no-such-program-of-berth'") == true)
    }
}
