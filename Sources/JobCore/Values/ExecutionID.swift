/// What an engine calls one execution: a container's full id on Docker.
public struct ExecutionID: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    /// The engine's own words.
    public let rawValue: String

    /// Wraps what the engine answered.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Wraps what the engine answered.
    public init(_ rawValue: String) {
        self.init(rawValue: rawValue)
    }

    /// The engine's own words.
    public var description: String { rawValue }

    /// The first twelve characters, as `docker ps` shows them.
    public var short: String { String(rawValue.prefix(12)) }
}
