/// A network that the container joins.
public struct NetworkAttachment: Hashable, Sendable, Codable {
    /// `bridge`, `none`, `host` or the name of a network of the engine.
    public var name: String
    /// Names by which others on the network reach the container.
    public var aliases: [String]

    /// Describes an attachment without aliases unless given.
    public init(name: String, aliases: [String] = []) {
        self.name = name
        self.aliases = aliases
    }
}
