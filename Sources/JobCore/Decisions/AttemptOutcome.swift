/// How an attempt ended, in the terms that are stored.
public struct AttemptOutcome: Hashable, Sendable {
    /// Why.
    public var reason: ExitReason
    /// The job's own code, when it is proven.
    public var exitCode: Int?
    /// Whether the kernel killed something of it for memory.
    public var wasOutOfMemory: Bool
    /// Start and end by the engine's clock.
    public var startedAt: EngineTime?
    /// End by the engine's clock.
    public var finishedAt: EngineTime?
    /// What went wrong, a sentence.
    public var error: String?
    /// What kind of failure came before start; `nil` for an attempt that started.
    public var errorCode: ErrorCode?
    /// Whether the container was started.
    public var reachedStart: Bool

    /// Describes an end.
    public init(
        reason: ExitReason, exitCode: Int? = nil, wasOutOfMemory: Bool = false, startedAt: EngineTime? = nil,
        finishedAt: EngineTime? = nil, error: String? = nil, errorCode: ErrorCode? = nil, reachedStart: Bool
    ) {
        self.reason = reason
        self.exitCode = exitCode
        self.wasOutOfMemory = wasOutOfMemory
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.error = error
        self.errorCode = errorCode
        self.reachedStart = reachedStart
    }
}
