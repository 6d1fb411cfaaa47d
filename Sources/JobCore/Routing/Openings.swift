public import Foundation

/// What hosts could take now. Answers for any number of waiting jobs whether one could take them, so that those that wait for a
/// GPU, a counter, memory or a host that is full take no place from others (decisions 7).
public struct Openings: Sendable {
    private let candidates: [Placement.Candidate]
    private let policy: RouterPolicy

    /// Keeps the hosts that are not closed to everything.
    public init(_ candidates: [Placement.Candidate], policy: RouterPolicy, now: Date) {
        self.candidates = candidates.filter { candidate in
            Placement.unavailability(of: candidate.host, now) == nil
                && candidate.ledger.load.attempts < candidate.host.slots
        }
        self.policy = policy
    }

    /// Whether nothing could be started anywhere.
    public var isEmpty: Bool { candidates.isEmpty }

    /// Whether more is looked at of a job than its limits and what it asks of its host.
    public var lookAtRules: Bool { !policy.rules.isEmpty }

    /// Whether a host has room for a job and what it must have, as far as is known; its executor is not asked.
    public func mayTake(_ subject: RoutingSubject) -> Bool {
        let wishes = policy.wishes(of: subject)
        let needs = CapabilityNeed.all(of: subject.spec)
        return candidates.contains { candidate in
            wishes.missing(on: candidate.host) == nil
                && CapabilityNeed.isMet(by: candidate.host.condition?.capabilities, needs)
                && candidate.ledger.shortage(for: subject.spec.limits) == nil
        }
    }
}
