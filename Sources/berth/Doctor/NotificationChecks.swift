import Foundation
import JobCore
import JobEngine

/// Whether the ends of jobs are told as the configuration says.
enum NotificationChecks {
    /// Older troubles are no news.
    private static let window: TimeInterval = 7 * 86_400

    static func findings(_ runtime: Runtime) async -> [Finding] {
        let rules = runtime.settings.file.notify.rules
        do {
            let start = Date(timeIntervalSinceNow: -window)
            let trouble = try await runtime.manager.journal.notificationTrouble(since: start)
            guard trouble.failed > 0 || trouble.retrying > 0 else {
                return rules.isEmpty ? [] : [.ok("notify", rules.map(\.name).joined(separator: ", "))]
            }
            let parts = [
                trouble.failed > 0 ? "\(trouble.failed) given up in the last week" : nil,
                trouble.retrying > 0 ? "\(trouble.retrying) waiting for another try" : nil,
            ].compactMap(\.self).joined(separator: ", ")
            return [
                .warning(
                    "notify", "notices of ended jobs: \(parts). The newest: \(trouble.error ?? "no reason")",
                    remedy: "Check 'notify' in the configuration; `berth events` shows 'notify_failed'.")
            ]
        } catch {
            return [.failure("notify", "\(error)")]
        }
    }
}
