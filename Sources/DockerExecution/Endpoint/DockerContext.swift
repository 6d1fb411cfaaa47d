public import JobCore

/// A context of docker's own configuration: a named way to an engine.
public struct DockerContext: Sendable {
    /// Its name.
    public let name: String
    /// The way, or why it cannot be used.
    public let access: Result<EngineAccess, ExecutorError>
}
