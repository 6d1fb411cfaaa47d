/// Under which run of an engine's daemon a container is known to have lived, and what came after it (decisions 2).
///
/// A fact of the attempt, kept in the store: no clock decides who ran when, and a worker that takes over knows what the one
/// before it saw.
public struct EngineWitness: Hashable, Sendable {
    /// The run of the daemon under which the container was started, or seen running since (`EngineIncarnation.id`).
    public var daemon: String
    /// When the first daemon that was seen after that one started: an end before it is nobody's invention. A third daemon
    /// may answer by now, and what the second made up is older than that one (I5).
    public var replacedAt: EngineTime?

    /// Describes what was seen.
    public init(daemon: String, replacedAt: EngineTime? = nil) {
        self.daemon = daemon
        self.replacedAt = replacedAt
    }

    /// What is known once the container was seen running under `daemon`.
    public static func seenRunning(under daemon: EngineIncarnation) -> EngineWitness {
        EngineWitness(daemon: daemon.id)
    }

    /// Takes note of who answers now, whatever it says of the container.
    public mutating func noteAnswer(of daemon: EngineIncarnation) {
        if replacedAt == nil, daemon.id != self.daemon { replacedAt = daemon.startedAt }
    }
}
