/// Which run of an engine's daemon answers now (decisions 2). An exit that an outage may have invented is told from a
/// real one by comparing the container's times with the daemon's start.
public struct EngineIncarnation: Hashable, Sendable {
    /// Names this run of the daemon; another value means that it was replaced.
    public var id: String
    /// When its process started; `nil` when it cannot be seen from here (remote engine, foreign name space).
    public var startedAt: EngineTime?
    /// Whether exit codes survive a restart of the service (Podman's conmon records them).
    public var keepsExitCodes: Bool
    /// Containers of which this very run of the daemon says that it started them; only told where its start cannot be seen.
    public var rememberedStarts: Set<ExecutionID>

    /// Describes a run of a daemon.
    public init(
        id: String, startedAt: EngineTime?, keepsExitCodes: Bool = false, rememberedStarts: Set<ExecutionID> = []
    ) {
        self.id = id
        self.startedAt = startedAt
        self.keepsExitCodes = keepsExitCodes
        self.rememberedStarts = rememberedStarts
    }
}
