/// What an engine says about one container.
public struct ContainerInspection: Hashable, Sendable {
    /// The engine's id.
    public var id: ExecutionID
    /// Where it stands.
    public var state: ContainerState
    /// When it started; `nil` means never.
    public var startedAt: EngineTime?
    /// When it ended last; `nil` means never.
    public var finishedAt: EngineTime?
    /// The engine's own error about the start, if any.
    public var startError: String?
    /// Its labels.
    public var labels: [String: String]
    /// Process id on the engine's machine while it runs.
    public var processID: Int?
    /// Whether it has a terminal, which decides about the framing of its log.
    public var hasTerminal: Bool

    /// Describes a container.
    public init(
        id: ExecutionID, state: ContainerState, startedAt: EngineTime? = nil, finishedAt: EngineTime? = nil,
        startError: String? = nil, labels: [String: String] = [:], processID: Int? = nil, hasTerminal: Bool = false
    ) {
        self.id = id
        self.state = state
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.startError = startError
        self.labels = labels
        self.processID = processID
        self.hasTerminal = hasTerminal
    }
}
