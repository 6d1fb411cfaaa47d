public import Foundation

/// Where a job goes, and why not elsewhere. Pure (ROUTE-14): hard filters, then the preference, then the weighted draw.
public enum Placement: Hashable, Sendable {
    /// It runs there; the sentence says why.
    case host(String, reason: String)
    /// It runs nowhere now; the sentence says why, and the list why on no single host.
    case nowhere(reason: String, rejected: [Rejection])

    /// Why a host was not taken.
    public struct Rejection: Hashable, Sendable, Codable {
        /// Which host.
        public var host: String
        /// Why not.
        public var reason: String

        /// Describes a rejection.
        public init(host: String, reason: String) {
            self.host = host
            self.reason = reason
        }
    }

    /// A host with what runs there now.
    public struct Candidate: Sendable {
        /// Its settings and last seen condition.
        public var host: JobHost
        /// What its live attempts hold.
        public var load: HostLoad
        /// Why its executor can never run this, a sentence; asked last, for what everything else speaks for (BASE-13).
        public var refusal: @Sendable (JobSpec) -> String?

        /// Puts them together; it can run everything unless said.
        public init(host: JobHost, load: HostLoad, refusal: @escaping @Sendable (JobSpec) -> String? = { _ in nil }) {
            self.host = host
            self.load = load
            self.refusal = refusal
        }
    }

    /// A condition older than this counts as unknown (decisions 8).
    public static let conditionLifetime: TimeInterval = 60

    /// Decides.
    ///
    /// - Parameters:
    ///   - job: what is to run.
    ///   - candidates: all hosts.
    ///   - now: to judge the age of what was seen.
    ///   - draw: a number from 0 up to but not including its argument.
    public static func place(
        _ job: Job, among candidates: [Candidate], now: Date, draw: (Int) -> Int
    ) -> Placement {
        guard !candidates.isEmpty else {
            return .nowhere(reason: "no host is configured; add one with `berth host add`", rejected: [])
        }
        var rejected: [Rejection] = []
        var fitting: [JobHost] = []
        for candidate in candidates {
            if let reason = whyNot(job, candidate, now: now) {
                rejected.append(Rejection(host: candidate.host.name, reason: reason))
            } else {
                fitting.append(candidate.host)
            }
        }
        if !job.routing.isRequired, job.routing != RoutingPreference(isRequired: false) {
            let preferred = fitting.filter { mismatch(job.routing, $0) == nil }
            if !preferred.isEmpty { return choose(among: preferred, reason: "as preferred", by: draw) }
        }
        guard !fitting.isEmpty else {
            // A host that the job does not ask for says nothing about why it waits, unless there is no other.
            let asked = candidates.filter { !job.routing.isRequired || mismatch(job.routing, $0.host) == nil }
            let told = rejected.filter { rejection in asked.contains { $0.host.name == rejection.host } }
            let words = (told.isEmpty ? rejected : told).map { "\($0.host): \($0.reason)" }.joined(separator: "; ")
            return .nowhere(reason: words, rejected: rejected)
        }
        let reason =
            fitting.count == 1 ? "the only host that fits" : "drawn by weight among \(fitting.count) hosts that fit"
        return choose(among: fitting, reason: reason, by: draw)
    }

    private static func choose(among hosts: [JobHost], reason: String, by draw: (Int) -> Int) -> Placement {
        var ticket = draw(max(1, hosts.reduce(0) { $0 + $1.weight }))
        for host in hosts {
            ticket -= host.weight
            if ticket < 0 { return .host(host.name, reason: reason) }
        }
        return .host(hosts[hosts.count - 1].name, reason: reason)
    }

    private static func mismatch(_ routing: RoutingPreference, _ host: JobHost) -> String? {
        if let name = routing.host, name != host.name { return "the job asks for host '\(name)'" }
        if let kind = routing.executor, kind != host.kind { return "the job asks for executor '\(kind)'" }
        if let region = routing.region, region != host.region { return "the job asks for region '\(region)'" }
        return nil
    }

    private static func whyNot(_ job: Job, _ candidate: Candidate, now: Date) -> String? {
        let host = candidate.host
        if job.routing.isRequired, let mismatch = mismatch(job.routing, host) { return mismatch }
        if !host.isActive { return "inactive" }
        guard let condition = host.condition, now.timeIntervalSince(condition.checkedAt) <= conditionLifetime else {
            return "not heard of lately"
        }
        guard condition.isUsable else { return condition.reason ?? "cannot be reached" }
        if candidate.load.attempts >= host.slots { return "all \(host.slots) slots are taken" }
        if let wanted = job.spec.limits.memory, let memory = condition.memory,
            // Not a sum: no number that a person can write makes this overflow.
            wanted.rawValue > memory.rawValue - candidate.load.memory.rawValue
        {
            let free = ByteCount.bytes(max(0, memory.rawValue - candidate.load.memory.rawValue))
            return "\(wanted) of memory asked for, \(free) of \(memory) free"
        }
        // Shares of cores do not add up exactly in binary: ten tenths may be a little more than one.
        if let wanted = job.spec.limits.cpus, let cores = condition.cores,
            candidate.load.cpus + wanted > Double(cores) + 1e-6
        {
            let free = (max(0, Double(cores) - candidate.load.cpus) * 100).rounded() / 100
            return "\(wanted) cores asked for, \(free) of \(cores) free"
        }
        return candidate.refusal(job.spec)
    }
}
