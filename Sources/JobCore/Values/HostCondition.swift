public import Foundation

/// What was last seen of a host (BASE-04, DOCK-16).
public struct HostCondition: Hashable, Sendable, Codable {
    /// The state line of a host (architecture.md 7).
    public enum State: Hashable, Sendable, Codable {
        /// Answers quickly.
        case ok
        /// Answers, but takes more than a second.
        case slow
        /// Does not answer; the circuit is open until then.
        case lost(since: Date, retryAt: Date)
        /// Its configuration cannot work.
        case misconfigured(String)
    }

    /// Which of them.
    public var state: State
    /// A sentence when it is not well.
    public var reason: String?
    /// When it was asked last.
    public var checkedAt: Date
    /// How long the answer took.
    public var responseTime: Duration?
    /// The engine's own words (`Docker 20.10.24, API 1.41`).
    public var engine: String?
    /// Cores of the engine's machine.
    public var cores: Int?
    /// Memory of the engine's machine.
    public var memory: ByteCount?
    /// All containers that run there, ours or not.
    public var runningContainers: Int?
    /// What its executor can do; `nil` when nobody has asked (BASE-13).
    public var capabilities: Set<Capability>?

    /// Describes what was seen.
    public init(
        state: State, reason: String? = nil, checkedAt: Date, responseTime: Duration? = nil, engine: String? = nil,
        cores: Int? = nil, memory: ByteCount? = nil, runningContainers: Int? = nil,
        capabilities: Set<Capability>? = nil
    ) {
        self.state = state
        self.reason = reason
        self.checkedAt = checkedAt
        self.responseTime = responseTime
        self.engine = engine
        self.cores = cores
        self.memory = memory
        self.runningContainers = runningContainers
        self.capabilities = capabilities
    }

    /// What an answer to a health check says.
    public init(_ health: EngineHealth) {
        let isSlow = health.responseTime > .seconds(1)
        let isOutage = health.failureCode == .connection || health.failureCode == .timeout
        let state: State =
            switch health.failure {
            case nil: isSlow ? .slow : .ok
            case let sentence?:
                isOutage
                    ? .lost(since: health.checkedAt, retryAt: health.checkedAt) : .misconfigured(sentence)
            }
        self.init(
            state: state, reason: health.failure, checkedAt: health.checkedAt, responseTime: health.responseTime,
            engine: health.engine, cores: health.cores, memory: health.memory,
            runningContainers: health.runningContainers)
    }

    /// Whether it is too old to decide by. What is wrong with the settings does not pass by itself.
    public func isStale(_ now: Date) -> Bool {
        if case .misconfigured = state { return false }
        return now.timeIntervalSince(checkedAt) > Placement.conditionLifetime
    }

    /// Whether jobs can be launched there now.
    public var isUsable: Bool {
        switch state {
        case .ok, .slow: true
        case .lost, .misconfigured: false
        }
    }
}
