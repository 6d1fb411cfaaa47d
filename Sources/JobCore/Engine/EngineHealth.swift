public import Foundation

/// The answer of an engine to a health check (BASE-04, DOCK-16). A check never throws.
public struct EngineHealth: Hashable, Sendable {
    /// Why it is not well; `nil` when it is.
    public var failure: String?
    /// What kind of failure.
    public var failureCode: ErrorCode?
    /// When it was asked.
    public var checkedAt: Date
    /// How long the answer took.
    public var responseTime: Duration
    /// The engine's own words (`Docker 20.10.24, API 1.41`).
    public var engine: String?
    /// Cores of its machine.
    public var cores: Int?
    /// Memory of its machine.
    public var memory: ByteCount?
    /// Containers that run there, ours or not.
    public var runningContainers: Int?
    /// What its clock says; `nil` when it does not tell.
    public var engineTime: EngineTime?

    /// Describes an answer.
    public init(
        failure: String? = nil, failureCode: ErrorCode? = nil, checkedAt: Date, responseTime: Duration,
        engine: String? = nil, cores: Int? = nil, memory: ByteCount? = nil, runningContainers: Int? = nil,
        engineTime: EngineTime? = nil
    ) {
        self.failure = failure
        self.failureCode = failureCode
        self.checkedAt = checkedAt
        self.responseTime = responseTime
        self.engine = engine
        self.cores = cores
        self.memory = memory
        self.runningContainers = runningContainers
        self.engineTime = engineTime
    }

    /// Whether it answered as it should.
    public var isHealthy: Bool { failure == nil }
}
