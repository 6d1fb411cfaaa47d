/// A container of an engine as its list has it, whoever made it.
public struct ContainerListing: Hashable, Sendable {
    /// The engine's id.
    public var id: ExecutionID
    /// Its name without the leading slash.
    public var name: String
    /// The image, as it was asked for.
    public var image: String
    /// What runs in it, as one line.
    public var command: String
    /// Where it stands.
    public var state: ContainerState
    /// The engine's own words about that, such as `Up 3 hours`.
    public var status: String
    /// The store that it carries in its labels; `nil` for a container that Berth did not make.
    public var store: String?
    /// The attempt that it claims to be.
    public var attempt: AttemptID?

    /// Describes a container.
    public init(
        id: ExecutionID, name: String, image: String, command: String, state: ContainerState, status: String,
        store: String? = nil, attempt: AttemptID? = nil
    ) {
        self.id = id
        self.name = name
        self.image = image
        self.command = command
        self.state = state
        self.status = status
        self.store = store
        self.attempt = attempt
    }
}
