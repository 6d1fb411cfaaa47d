import Foundation
import Glibc
import JobCore
import JobEngine
import Webhooks

/// Delivers notices for the worker: by a command, or by a webhook with a signature from a key file.
struct NotificationSender: NotificationSending {
    private let webhooks = WebhookClient()

    /// The part of a notice that a command is told in words.
    private struct Told: Decodable {
        struct Job: Decodable {
            var name: String
            var status: String
            var error: String?
        }
        var job: Job
    }

    func send(_ notification: PendingNotification, by rule: NotifyRule) async throws(NotificationFailure) {
        switch rule.action {
        case .command(let words): try await run(words, notification)
        case .webhook(let webhook):
            let id = "berth_\(notification.content.event)_\(notification.id)"
            try await webhooks.post(
                notification.content.body, id: id, to: webhook.url, key: try key(webhook.secretFile),
                authority: webhook.authorityFile)
        }
    }

    private func run(_ words: [String], _ notification: PendingNotification) async throws(NotificationFailure) {
        let content = notification.content
        let told = try? JSONDecoder().decode(Told.self, from: Data(content.body.utf8))
        let status = told?.job.status ?? ""
        let reason = told?.job.error.map { ": \($0)" } ?? ""
        let variables = [
            "BERTH_JOB": "\(content.job)", "BERTH_JOB_NAME": told?.job.name ?? "", "BERTH_JOB_STATUS": status,
            "BERTH_MESSAGE": "Job \(content.job) '\(told?.job.name ?? "")' is \(status)\(reason)",
            "BERTH_NOTIFICATION": content.body,
        ]
        let command = NotifyCommand(words: words, name: "rule '\(content.rule)'")
        if let sentence = await command.run(variables) { throw .passing(sentence) }
    }

    /// Read anew each time, so that a key can be changed without a restart.
    private func key(_ path: String?) throws(NotificationFailure) -> WebhookKey? {
        guard let path else { return nil }
        var status = stat()
        guard stat(path, &status) == 0, let data = FileManager.default.contents(atPath: path) else {
            throw .passing("The key file '\(path)' cannot be read: \(String(cString: strerror(errno))).")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw .passing("The key file '\(path)' can be read by others. Run `chmod 600 '\(path)'`.")
        }
        guard !data.isEmpty else { throw .passing("The key file '\(path)' is empty.") }
        return WebhookKey(String(decoding: data, as: UTF8.self))
    }
}
