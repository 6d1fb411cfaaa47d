/// Where jobs of some kind go, by the configuration (ROUTE-08). All conditions that are given must hold.
public struct RoutingRule: Hashable, Sendable {
    /// For people; unique among the rules.
    public var name: String
    /// Of several that hold, the one with the highest counts, then the one that stands first.
    public var priority: Int
    /// The memory that the job asks for.
    public var memory: RuleRange<ByteCount>?
    /// The cores that it asks for.
    public var cpus: RuleRange<Double>?
    /// Its deadline.
    public var timeout: RuleRange<Duration>?
    /// Whether it asks for GPUs.
    public var gpus: Bool?
    /// Its name, `*` and `?` as in file names.
    public var jobPattern: String?
    /// Its image, likewise.
    public var imagePattern: String?
    /// The template it was made of, likewise.
    public var templatePattern: String?
    /// Its labels by name, their values likewise.
    public var labelPatterns: [String: String]
    /// What its host must have.
    public var required: [HostTrait]
    /// What its host should have, the most important first.
    public var preferred: [HostTrait]

    /// A rule that holds for every job until conditions are set.
    public init(name: String, priority: Int = 0, required: [HostTrait] = [], preferred: [HostTrait] = []) {
        self.name = name
        self.priority = priority
        self.required = required
        self.preferred = preferred
        labelPatterns = [:]
    }

    func holds(for subject: RoutingSubject) -> Bool {
        let limits = subject.spec.limits
        if let memory, !memory.contains(limits.memory) { return false }
        if let cpus, !cpus.contains(limits.cpus) { return false }
        if let timeout, !timeout.contains(subject.timeout) { return false }
        if let gpus, gpus != (limits.gpus != nil) { return false }
        if let jobPattern, !TextPattern.fits(subject.name, jobPattern) { return false }
        if let imagePattern, !TextPattern.fits(subject.spec.image, imagePattern) { return false }
        if let templatePattern, !TextPattern.fits(subject.template ?? "", templatePattern) { return false }
        return labelPatterns.allSatisfy { name, pattern in
            subject.spec.labels[name].map { TextPattern.fits($0, pattern) } ?? false
        }
    }
}
