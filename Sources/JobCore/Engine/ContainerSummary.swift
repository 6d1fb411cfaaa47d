/// One line of an engine's list: enough to see that something changed, not to judge an end (DOCK-09).
public struct ContainerSummary: Hashable, Sendable {
    /// The engine's id.
    public var id: ExecutionID
    /// Its name without the leading slash.
    public var name: String
    /// Where it stands; the exit code of an exited one is not known from a list, and reads 0 here.
    public var state: ContainerState
    /// The attempt it claims to be, from its labels; `nil` when they are damaged.
    public var attempt: AttemptID?
    /// The token at its creation, from its labels.
    public var token: Int64?
    /// When it was created, seconds since 1970.
    public var createdAt: EngineTime?

    /// Describes a line of the list.
    public init(
        id: ExecutionID, name: String, state: ContainerState, attempt: AttemptID?, token: Int64?,
        createdAt: EngineTime?
    ) {
        self.id = id
        self.name = name
        self.state = state
        self.attempt = attempt
        self.token = token
        self.createdAt = createdAt
    }
}
