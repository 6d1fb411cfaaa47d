public import Foundation

/// Where a job goes, why, and why not elsewhere. Pure (ROUTE-14): first the hard filters, then what is preferred, then the
/// strategy; `place` is the one place that shows the order.
public struct Placement: Hashable, Sendable {
    /// Where it runs; `nil` means nowhere now.
    public var host: String?
    /// Why there, or why nowhere.
    public var reason: String
    /// Every other host, in no order.
    public var rejected: [Rejection]

    /// Describes a decision.
    public init(host: String?, reason: String, rejected: [Rejection]) {
        self.host = host
        self.reason = reason
        self.rejected = rejected
    }

    /// Why a host was not taken.
    public struct Rejection: Hashable, Sendable {
        /// Which host.
        public var host: String
        /// Why not.
        public var obstacle: Obstacle

        /// Describes a rejection.
        public init(host: String, obstacle: Obstacle) {
            self.host = host
            self.obstacle = obstacle
        }

        /// Why not, in words.
        public var reason: String { obstacle.description }
    }

    /// A host with what runs there now.
    public struct Candidate: Sendable {
        /// The host, with its last seen condition, and what its live attempts hold.
        public var ledger: ResourceLedger
        /// Why its executor can never run this, a sentence; asked last, for what everything else speaks for (BASE-13).
        public var refusal: @Sendable (JobSpec) -> String?

        /// Puts them together; it can run everything unless said.
        public init(host: JobHost, load: HostLoad, refusal: @escaping @Sendable (JobSpec) -> String? = { _ in nil }) {
            ledger = ResourceLedger(host: host, load: load)
            self.refusal = refusal
        }

        var host: JobHost { ledger.host }
    }

    /// A condition older than this counts as unknown (decisions 8).
    public static let conditionLifetime: TimeInterval = 60

    /// Decides.
    ///
    /// - Parameters:
    ///   - subject: what is to run.
    ///   - candidates: all hosts.
    ///   - policy: rules, strategy, fallback order.
    ///   - now: to judge the age of what was seen.
    ///   - draw: a number from 0 up to but not including its argument.
    public static func place(
        _ subject: RoutingSubject, among candidates: [Candidate], policy: RouterPolicy = RouterPolicy(), now: Date,
        draw: (Int) -> Int
    ) -> Placement {
        guard !candidates.isEmpty else { return Placement(host: nil, reason: noHosts, rejected: []) }
        let wishes = policy.wishes(of: subject)
        var rejected: [Rejection] = []
        var fitting: [Int] = []
        for index in candidates.indices {
            if let obstacle = obstacle(to: subject.spec, wishes, candidates[index], now) {
                rejected.append(Rejection(host: candidates[index].host.name, obstacle: obstacle))
            } else {
                fitting.append(index)
            }
        }
        guard !fitting.isEmpty else { return Placement(host: nil, reason: whyNowhere(rejected), rejected: rejected) }
        var choice = HostChoice(fitting: fitting, among: candidates)
        choice.prefer(wishes.preferred, fallback: policy.fallback)
        let chosen = choice.choose(by: policy.strategy, draw: draw)
        let reason = wishes.rule.map { "by rule '\($0)': \(choice.reason)" } ?? choice.reason
        return Placement(host: candidates[chosen].host.name, reason: reason, rejected: rejected + choice.rejected)
    }

    /// Why no host could ever take a job, whatever else runs and whoever answers; `nil` when one could (ROUTE-10).
    public static func whyNever(
        _ subject: RoutingSubject, among candidates: [Candidate], policy: RouterPolicy = RouterPolicy()
    ) -> String? {
        guard !candidates.isEmpty else { return noHosts }
        let wishes = policy.wishes(of: subject)
        var rejected: [Rejection] = []
        for candidate in candidates {
            let empty = ResourceLedger(host: candidate.host)
            let shortage = empty.shortage(for: subject.spec.limits)
            guard
                let obstacle = wishes.missing(on: candidate.host)
                    ?? (shortage?.isLasting == true ? shortage : nil)
                    ?? candidate.refusal(subject.spec).map({ .refused($0) })
            else { return nil }
            rejected.append(Rejection(host: candidate.host.name, obstacle: obstacle))
        }
        return whyNowhere(rejected)
    }

    private static let noHosts = "no host is configured; add one with `berth host add`"

    private static func obstacle(
        to spec: JobSpec, _ wishes: RouterPolicy.Wishes, _ candidate: Candidate, _ now: Date
    ) -> Obstacle? {
        let host = candidate.host
        return wishes.missing(on: host) ?? unavailability(of: host, now)
            ?? candidate.ledger.shortage(for: spec.limits) ?? candidate.refusal(spec).map { .refused($0) }
    }

    /// Why nothing at all can be started on a host, however much room it has; `nil` when something can.
    static func unavailability(of host: JobHost, _ now: Date) -> Obstacle? {
        if !host.isActive { return .inactive }
        guard let condition = host.condition, !condition.isStale(now) else { return .notHeardOf }
        return condition.isUsable ? nil : .unusable(condition.reason ?? "cannot be reached")
    }

    /// Hosts named in a sentence; all are in the list of those rejected.
    private static let namedHosts = 3

    private static func whyNowhere(_ rejected: [Rejection]) -> String {
        // A host that the job does not ask for says nothing about why it waits, unless there is no other.
        var told = rejected.filter { if case .lacks = $0.obstacle { false } else { true } }
        if told.isEmpty {
            let obstacles = Set(rejected.map(\.obstacle))
            if obstacles.count == 1, case .lacks(let trait, let rule) = obstacles.first {
                return trait.absence + (rule.map { ", which rule '\($0)' asks for" } ?? "")
            }
            told = rejected
        }
        let named = told.prefix(namedHosts).map { "\($0.host): \($0.reason)" }.joined(separator: "; ")
        let rest = told.count - namedHosts
        return rest > 0 ? "\(named); \(rest) more hosts likewise or for other reasons" : named
    }
}

extension Placement {
    /// At most so many are stored with a job.
    private static let storedHosts = 50

    /// The hosts that did not take it, as they are stored: those that came nearest first.
    public var rejectedHosts: [RejectedHost] {
        func distance(_ obstacle: Obstacle) -> Int {
            if obstacle.isMereChoice { return 0 }
            return obstacle.isLasting ? 2 : 1
        }
        let sorted = rejected.sorted { (distance($0.obstacle), $0.host) < (distance($1.obstacle), $1.host) }
        let named = sorted.prefix(Self.storedHosts).map { RejectedHost(host: $0.host, reason: $0.reason) }
        let rest = sorted.count - named.count
        return rest > 0 ? named + [RejectedHost(host: "…", reason: "\(rest) more hosts")] : named
    }
}
