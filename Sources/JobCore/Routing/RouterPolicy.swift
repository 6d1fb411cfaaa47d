/// What the owner of a store says about routing, section `router` of the configuration.
public struct RouterPolicy: Hashable, Sendable {
    /// How one host is chosen among those that fit.
    public var strategy: RoutingStrategy
    /// Which kinds take over, in this order, where a job prefers a kind of which no host is available (ROUTE-09).
    public var fallback: [HostKind: [HostKind]]
    /// In the order in which they are tried.
    public private(set) var rules: [RoutingRule]

    /// Draws by weight and has no rules unless told.
    public init(
        strategy: RoutingStrategy = .weighted, fallback: [HostKind: [HostKind]] = [:], rules: [RoutingRule] = []
    ) {
        self.strategy = strategy
        self.fallback = fallback
        self.rules = rules.enumerated().sorted { one, other in
            (-one.element.priority, one.offset) < (-other.element.priority, other.offset)
        }.map(\.element)
    }

    /// What a job and the first rule that holds for it ask of a host. The job's own word about a trait wins over the rule's.
    func wishes(of subject: RoutingSubject) -> Wishes {
        var wishes = Wishes(required: subject.routing.demands, preferred: subject.routing.wishes)
        guard let rule = rules.first(where: { $0.holds(for: subject) }) else { return wishes }
        let own = Set((wishes.required + wishes.preferred).map(\.key))
        wishes.ruled = rule.required.filter { !own.contains($0.key) }
        let preferred = rule.preferred.filter { !own.contains($0.key) }
        wishes.preferred += preferred
        if !wishes.ruled.isEmpty || !preferred.isEmpty { wishes.rule = rule.name }
        return wishes
    }

    /// What is asked of a host in all.
    struct Wishes {
        /// By the job.
        var required: [HostTrait]
        /// By the rule.
        var ruled: [HostTrait] = []
        var preferred: [HostTrait]
        /// The rule that holds, unless the job's own word takes the place of all that it says.
        var rule: String?

        /// The first demand that a host does not meet.
        func missing(on host: JobHost) -> Obstacle? {
            required.first { !$0.isMet(by: host) }.map { .lacks($0, rule: nil) }
                ?? ruled.first { !$0.isMet(by: host) }.map { .lacks($0, rule: rule) }
        }
    }
}
