import Foundation
import JobCore

/// What is said about a host in a row.
struct HostWords {
    let row: HostRow
    let now: Date

    /// How bad it is, for the colour.
    enum Mood {
        case well, odd, bad, off
    }

    var mood: Mood {
        guard row.host.isActive else { return .off }
        if row.host.isUnprotected { return .bad }
        return switch row.host.condition?.state {
        case nil: .off
        case .ok: .well
        case .slow: .odd
        case .lost, .misconfigured: .bad
        }
    }

    /// `ok 3 ms`, `lost 12 s, retry in 4 s`, `inactive`
    var state: String { condition + (row.host.isUnprotected ? ", not encrypted" : "") }

    private var condition: String {
        guard row.host.isActive else { return "inactive" }
        guard let condition = row.host.condition else { return "not seen yet" }
        switch condition.state {
        case .ok: return "ok" + (condition.responseTime.map { " " + Self.short($0) } ?? "")
        case .slow: return "slow" + (condition.responseTime.map { " " + Self.short($0) } ?? "")
        case .misconfigured: return "misconfigured"
        case .lost(let since, let retryAt):
            let age = Duration.seconds(max(0, now.timeIntervalSince(since)).rounded(.down)).forPeople
            guard retryAt > now else { return "lost \(age), trying" }
            return "lost \(age), retry in \(Duration.seconds(retryAt.timeIntervalSince(now).rounded(.up)).forPeople)"
        }
    }

    /// `3/10`
    var slots: String { "\(row.load.attempts)/\(row.host.slots)" }

    /// `3 ms`, `1.4 s`
    private static func short(_ time: Duration) -> String {
        time < .seconds(1) ? "\(max(1, Int((time.inSeconds * 1000).rounded()))) ms" : time.forPeople
    }
}
