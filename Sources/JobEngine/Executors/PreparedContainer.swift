public import JobCore

/// A container that exists for an attempt.
public struct PreparedContainer: Hashable, Sendable {
    /// The engine's id.
    public var id: ExecutionID
    /// Whether this very call made it, so that it cannot have been started yet.
    public var isFresh: Bool
    /// What the engine warned about.
    public var warnings: [String]

    /// Describes a container.
    public init(id: ExecutionID, isFresh: Bool, warnings: [String] = []) {
        self.id = id
        self.isFresh = isFresh
        self.warnings = warnings
    }
}
