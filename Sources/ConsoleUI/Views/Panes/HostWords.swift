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
        case .ok: return "ok" + (condition.responseTime.map { " " + $0.ofCall } ?? "")
        case .slow: return "slow" + (condition.responseTime.map { " " + $0.ofCall } ?? "")
        case .misconfigured: return "misconfigured"
        case .lost(let since, let retryAt):
            let age = Self.age(max(0, now.timeIntervalSince(since)))
            guard retryAt > now else { return "lost \(age), trying" }
            return "lost \(age), retry in \(Duration.seconds(retryAt.timeIntervalSince(now).rounded(.up)).forPeople)"
        }
    }

    /// `12 s`, `2 m`, `3 h`, `4 d`: how long it is lost matters less than when it is asked again.
    private static func age(_ seconds: Double) -> String {
        let seconds = Int(seconds)
        return switch seconds {
        case ..<60: "\(seconds) s"
        case ..<3_600: "\(seconds / 60) m"
        case ..<86_400: "\(seconds / 3_600) h"
        default: "\(seconds / 86_400) d"
        }
    }

    /// `3/10`
    var slots: String { "\(row.load.attempts)/\(row.host.slots)" }
}
