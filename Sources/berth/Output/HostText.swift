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

    /// `ok`, `lost since 01:45:47, asked again at 01:46:02`, and so on (architecture.md 7).
    static func state(_ host: JobHost, now: Date = Date()) -> String {
        condition(of: host, now) + (host.isUnprotected ? ", not encrypted" : "")
    }

    private static func condition(of host: JobHost, _ now: Date) -> String {
        guard host.isActive, let condition = host.condition else { return stateWord(host) }
        return switch condition.state {
        case .ok: "ok"
        case .slow: "slow" + (condition.responseTime.map { ", answers in \($0.forPeople)" } ?? "")
        case .lost(let since, let retryAt):
            // A check by hand is followed by none; without a worker, the moment passes and nobody asks.
            "lost since \(Timestamp.person(since))"
                + (retryAt > max(condition.checkedAt, now)
                    ? ", asked again at \(Timestamp.person(retryAt).suffix(8))" : "")
        case .misconfigured(let why): "misconfigured: \(why)"
        }
    }

    /// What an executor can do, in words.
    static func capabilities(_ capabilities: Set<Capability>) -> String {
        Capability.allCases.filter(capabilities.contains).map(\.words).joined(separator: ", ")
    }

    /// What is taken of what there is beside slots: `memory 768 MB of 2 GB (37.5 %); license 1 of 3 (33.3 %)`.
    static func utilisation(_ ledger: ResourceLedger) -> String {
        ledger.utilisation.dropFirst().filter { $0.used > 0 || $0.total != nil }.map { part in
            let share = part.percent.isEmpty ? "" : " (\(part.percent))"
            let total = part.total.map { " of \(part.amount($0))" } ?? ""
            return "\(part.name) \(part.amount(part.used))\(total)\(share)"
        }.joined(separator: "; ")
    }

    /// `0, 1 free; 2, 3 in use`
    static func gpus(_ ledger: ResourceLedger) -> String {
        let (free, taken) = (ledger.freeGPUs, ledger.load.gpus)
        guard !ledger.host.gpus.isEmpty else {
            return taken.isEmpty ? "" : "in use: \(taken.sorted().joined(separator: ", "))"
        }
        let used = ledger.host.gpus.filter { !free.contains($0) }
        return [(free, "free"), (used, "in use")].filter { !$0.0.isEmpty }
            .map { "\($0.joined(separator: ", ")) \($1)" }.joined(separator: "; ")
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
