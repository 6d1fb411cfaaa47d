import Foundation
import JobCore

/// Words about hosts.
enum HostText {
    /// One word: `ok`, `slow`, `lost`, `misconfigured`, `inactive`, `unchecked`.
    static func stateWord(_ host: JobHost) -> String {
        guard host.isActive else { return "inactive" }
        return switch host.condition?.state {
        case nil: "unchecked"
        case .ok: "ok"
        case .slow: "slow"
        case .lost: "lost"
        case .misconfigured: "misconfigured"
        }
    }

    /// `ok`, `lost since 01:45:47, again at 01:46:02`, and so on (architecture.md 7).
    static func state(_ host: JobHost) -> String {
        condition(of: host) + (host.isUnprotected ? ", not encrypted" : "")
    }

    private static func condition(of host: JobHost) -> String {
        guard host.isActive, let condition = host.condition else { return stateWord(host) }
        return switch condition.state {
        case .ok: "ok"
        case .slow: "slow" + (condition.responseTime.map { ", answers in \($0.forPeople)" } ?? "")
        case .lost(let since, let retryAt):
            "lost since \(Timestamp.person(since)), asked again at \(Timestamp.person(retryAt).suffix(8))"
        case .misconfigured(let why): "misconfigured: \(why)"
        }
    }

    /// What an executor can do, in words.
    static func capabilities(_ capabilities: Set<Capability>) -> String {
        Capability.allCases.filter(capabilities.contains).map(\.words).joined(separator: ", ")
    }

    /// `at-once`, `never` or a duration, as `--removal` takes it.
    static func removal(_ removal: ContainerRemoval) -> String {
        switch removal {
        case .atOnce: "at-once"
        case .never: "never"
        case .after(let delay): "\(Int64(delay.inSeconds.rounded()))s"
        }
    }
}
