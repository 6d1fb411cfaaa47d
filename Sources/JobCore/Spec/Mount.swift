/// A volume or a directory of the host inside the container.
public struct Mount: Hashable, Sendable, Codable {
    /// What is mounted.
    public enum Kind: String, Hashable, Sendable, Codable {
        /// A directory or file of the host, absolute path.
        case bind
        /// A named volume; an anonymous one when the source is empty.
        case volume
    }

    /// What is mounted.
    public var kind: Kind
    /// Path on the host or name of the volume.
    public var source: String
    /// Absolute path in the container.
    public var target: String
    /// Whether the container may only read.
    public var isReadOnly: Bool

    /// Describes a mount, writable unless said.
    public init(kind: Kind, source: String, target: String, isReadOnly: Bool = false) {
        self.kind = kind
        self.source = source
        self.target = target
        self.isReadOnly = isReadOnly
    }
}
