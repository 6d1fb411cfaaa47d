public import JobCore

/// A host and what the live attempts on it hold.
public struct HostRow: Equatable, Sendable {
    /// The host, with what was last seen of it.
    public var host: JobHost
    /// What it carries.
    public var load: HostLoad

    /// Puts both together.
    public init(host: JobHost, load: HostLoad = HostLoad()) {
        self.host = host
        self.load = load
    }
}
