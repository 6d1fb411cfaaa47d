import Foundation
import Testing

@testable import JobCore

@Suite struct NotifyRuleTests {
    private func job(_ status: JobStatus, name: String = "nightly-7", group: String? = nil) -> Job {
        var spec = JobSpec(image: "busybox")
        spec.labels = ["team": "a", "tier": "1"]
        var job = Job(
            number: JobNumber(7), uuid: UUID(), name: name, spec: spec, status: status, priority: 50,
            retryPolicy: RetryPolicy(maxAttempts: 1, baseDelay: .zero, maxDelay: .zero), timeout: nil,
            routing: RoutingPreference(), createdAt: Date())
        job.group = group
        return job
    }

    private func rule(_ change: (inout NotifyRule) -> Void) -> NotifyRule {
        var rule = NotifyRule(name: "r", action: .command(["true"]))
        change(&rule)
        return rule
    }

    @Test("CMD-08 a rule without filters tells every end, and no other status")
    func ends() {
        for status in JobStatus.allCases { #expect(rule { _ in }.matches(job(status)) == status.isTerminal) }
    }

    @Test("CMD-08 all filters of a rule must hold: status, name, label, group")
    func filters() {
        let failed = job(.failed, group: "night")
        #expect(rule { $0.statuses = [.failed, .timeout] }.matches(failed))
        #expect(!rule { $0.statuses = [.completed] }.matches(failed))
        #expect(rule { $0.namePattern = "nightly-*" }.matches(failed))
        #expect(!rule { $0.namePattern = "nightly" }.matches(failed))
        #expect(rule { $0.labels = ["team": "a"] }.matches(failed))
        #expect(!rule { $0.labels = ["team": "a", "tier": "2"] }.matches(failed))
        #expect(rule { $0.group = "night" }.matches(failed))
        #expect(!rule { $0.group = "day" }.matches(failed))
        #expect(!rule { $0.group = "night" }.matches(job(.failed)))
    }

    @Test(
        "CMD-08 name patterns: stars and question marks, over whole characters",
        arguments: [
            ("*", "", true), ("", "", true), ("", "a", false), ("a*c", "abbbc", true), ("a*c", "abcd", false),
            ("*b*", "abc", true), ("?", "é", true), ("??", "é", false), ("**x", "ax", true), ("a*b*c", "axbxbxc", true),
            ("データ*", "データ処理", true), ("[a]", "[a]", true),
        ])
    func patterns(pattern: String, text: String, fits: Bool) {
        #expect(TextPattern.fits(text, pattern) == fits)
    }

    @Test("CMD-08 a pattern of many stars is matched in polynomial time")
    func hostilePattern() {
        #expect(!TextPattern.fits(String(repeating: "a", count: 2000), String(repeating: "*a", count: 100) + "*b"))
    }

    @Test("CMD-08 pauses double from 1 s to 10 min; a webhook is given up after a day, a command after three tries")
    func backoff() {
        #expect(NotifyBackoff.pause(after: 1, jitter: 1) == .seconds(1))
        #expect(NotifyBackoff.pause(after: 4, jitter: 1) == .seconds(8))
        #expect(NotifyBackoff.pause(after: 40, jitter: 1) == .seconds(600))
        #expect(NotifyBackoff.pause(after: 2, jitter: 0.8) == .milliseconds(1600))
        let hook = NotifyRule.Action.webhook(NotifyRule.Webhook(url: "https://example.org"))
        #expect(NotifyBackoff.goesOn(after: 500, waited: .seconds(86_000), by: hook))
        #expect(!NotifyBackoff.goesOn(after: 2, waited: .seconds(86_401), by: hook))
        #expect(NotifyBackoff.goesOn(after: 2, waited: .zero, by: .command(["x"])))
        #expect(!NotifyBackoff.goesOn(after: 3, waited: .zero, by: .command(["x"])))
    }

    @Test("S14 a notice holds neither the command nor the variables of its job")
    func body() throws {
        var ended = job(.failed)
        ended.spec.command = ["psql", "--password=hunter2"]
        ended.spec.environment = [EnvironmentVariable(name: "TOKEN", value: "hunter2", isSecret: true)]
        ended.exitCode = 3
        let text = NotificationBody(ended, event: 12, store: StoreID(UUID()), rule: "r").text
        #expect(!text.contains("hunter2"))
        let fields = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(fields["event"] as? Int == 12)
        #expect((fields["job"] as? [String: Any])?["exitCode"] as? Int == 3)
    }
}
