public import JobCore

/// A container of some host's engine.
public struct ContainerRow: Equatable, Sendable {
    /// Where it is.
    public var host: String
    /// The container.
    public var container: ContainerListing
    /// Whether it is one of this store.
    public var isOurs: Bool

    /// Puts them together.
    public init(host: String, container: ContainerListing, isOurs: Bool) {
        self.host = host
        self.container = container
        self.isOurs = isOurs
    }

    var place: ContainerPlace { ContainerPlace(host: host, id: container.id, name: container.name) }
}

/// Where a container is.
public struct ContainerPlace: Hashable, Sendable {
    /// The host's name in the store.
    public var host: String
    /// The engine's id.
    public var id: ExecutionID
    /// Its name, for people.
    public var name: String

    /// Names a container.
    public init(host: String, id: ExecutionID, name: String) {
        self.host = host
        self.id = id
        self.name = name
    }
}
