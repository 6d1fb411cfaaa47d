/// Where a job would run, or must run.
public struct RoutingPreference: Hashable, Sendable, Codable {
    /// The host by name; `nil` means any.
    public var host: String?
    /// The kind of executor; `nil` means any.
    public var executor: HostKind?
    /// The region; `nil` means any.
    public var region: String?
    /// Whether the job waits rather than runs elsewhere. Default true: `--host` names where it must run.
    public var isRequired: Bool

    /// Anywhere unless said.
    public init(host: String? = nil, executor: HostKind? = nil, region: String? = nil, isRequired: Bool = true) {
        self.host = host
        self.executor = executor
        self.region = region
        self.isRequired = isRequired
    }
}
