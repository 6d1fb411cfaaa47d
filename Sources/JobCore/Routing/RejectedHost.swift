/// A host that did not take a job, and why, as it is stored for people ("why not there?", ROUTE-09).
public struct RejectedHost: Hashable, Sendable, Codable {
    /// Which host.
    public var host: String
    /// Why not, in words that follow a colon.
    public var reason: String

    /// Describes a host.
    public init(host: String, reason: String) {
        self.host = host
        self.reason = reason
    }
}
