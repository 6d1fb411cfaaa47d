/// Whether an init process runs as PID 1 of the container.
public enum InitProcess: String, Hashable, Sendable, Codable {
    /// On, but off when the entrypoint is an init itself or the engine has none (DOCK-03).
    case automatic
    /// Always.
    case on
    /// Never.
    case off
}
