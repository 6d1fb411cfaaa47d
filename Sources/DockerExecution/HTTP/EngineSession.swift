/// What was agreed with an engine by its ping: everything later calls need to know of it.
struct EngineSession: Hashable, Sendable {
    let version: APIVersion
    let dialect: Dialect
    /// The engine's `Server` header, such as `Docker/20.10.24 (linux)`.
    let server: String
}
