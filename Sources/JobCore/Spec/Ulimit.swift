/// A limit of the kernel per process, `--ulimit name=soft[:hard]`.
public struct Ulimit: Hashable, Sendable, Codable {
    /// `nofile`, `nproc`, `core` and so on.
    public var name: String
    /// The limit that applies.
    public var soft: Int64
    /// How far a process may raise it.
    public var hard: Int64

    /// Describes a limit.
    public init(name: String, soft: Int64, hard: Int64) {
        self.name = name
        self.soft = soft
        self.hard = hard
    }
}
