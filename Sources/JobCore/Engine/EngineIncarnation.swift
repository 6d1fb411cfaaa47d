/// Which run of an engine's daemon answers now (decisions 2). An exit that an outage may have invented is told from a
/// real one by comparing the container's times with the daemon's start.
public struct EngineIncarnation: Hashable, Sendable {
    /// Names this run of the daemon; another value means that it was replaced.
    public var id: String
    /// When its process started; `nil` when it cannot be seen from here (remote engine, foreign name space).
    public var startedAt: EngineTime?
    /// Whether exit codes survive a restart of the service (Podman's conmon records them).
    public var keepsExitCodes: Bool

    /// Describes a run of a daemon.
    public init(id: String, startedAt: EngineTime?, keepsExitCodes: Bool = false) {
        self.id = id
        self.startedAt = startedAt
        self.keepsExitCodes = keepsExitCodes
    }
}
