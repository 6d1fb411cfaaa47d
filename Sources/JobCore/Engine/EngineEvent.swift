/// A hint from an engine that something about a container changed. Never proof of anything (decisions 2).
public struct EngineEvent: Hashable, Sendable {
    /// What happened.
    public enum Kind: Hashable, Sendable {
        /// Its process was started.
        case started
        /// Its process ended.
        case died
        /// The container is gone.
        case removed
        /// Anything else.
        case other(String)
    }

    /// What happened.
    public var kind: Kind
    /// To which container.
    public var id: ExecutionID
    /// To which attempt, by the labels.
    public var attempt: AttemptID?
    /// When, by the engine's clock.
    public var at: EngineTime

    /// Describes an event.
    public init(kind: Kind, id: ExecutionID, attempt: AttemptID?, at: EngineTime) {
        self.kind = kind
        self.id = id
        self.attempt = attempt
        self.at = at
    }
}
