/// Where a job would run, or must run.
public struct RoutingPreference: Hashable, Sendable, Codable {
    /// The host by name; `nil` means any.
    public var host: String?
    /// The kind of executor; `nil` means any.
    public var executor: HostKind?
    /// The region; `nil` means any.
    public var region: String?
    /// Whether the job waits rather than runs outside of these three. Default true: `--host` names where it must run.
    public var isRequired: Bool
    /// What else its host must have (`--require`).
    public var required: [HostTrait]
    /// What its host should have, the most important first (`--prefer`).
    public var preferred: [HostTrait]

    /// Anywhere unless said.
    public init(
        host: String? = nil, executor: HostKind? = nil, region: String? = nil, isRequired: Bool = true,
        required: [HostTrait] = [], preferred: [HostTrait] = []
    ) {
        self.host = host
        self.executor = executor
        self.region = region
        self.isRequired = isRequired
        self.required = required
        self.preferred = preferred
    }

    /// Host, executor and region as traits.
    private var named: [HostTrait] {
        guard host != nil || executor != nil || region != nil else { return [] }
        return [("host", host), ("executor", executor?.rawValue), ("region", region)].compactMap { key, value in
            value.map { HostTrait(key, $0) }
        }
    }

    /// All that its host must have.
    public var demands: [HostTrait] { isRequired ? named + required : required }

    /// All that its host should have, the most important first.
    public var wishes: [HostTrait] { isRequired ? preferred : named + preferred }
}
