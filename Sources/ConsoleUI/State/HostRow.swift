public import JobCore

/// A host and what the live attempts on it hold.
public struct HostRow: Equatable, Sendable {
    /// The host, with what was last seen of it.
    public var host: JobHost
    /// What it carries.
    public var load: HostLoad
    /// How it did, once a worker has told.
    public var metrics: HostMetrics?

    /// Puts both together.
    public init(host: JobHost, load: HostLoad = HostLoad(), metrics: HostMetrics? = nil) {
        self.host = host
        self.load = load
        self.metrics = metrics
    }
}
