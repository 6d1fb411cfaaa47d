/// Options of `berth run` for jobs that do not say otherwise, from the configuration.
public struct JobDefaults: Hashable, Sendable, Codable {
    /// 0 to 100.
    public var priority: Int?
    /// The deadline.
    public var timeout: Duration?
    /// The retry strategy.
    public var retry: RetryStrategy?
    /// Memory at most.
    public var memory: ByteCount?
    /// Cores at most.
    public var cpus: Double?
    /// Processes and threads at most.
    public var pidsLimit: Int?
    /// When images are pulled.
    public var pull: PullPolicy?

    /// Nothing unless given.
    public init(
        priority: Int? = nil, timeout: Duration? = nil, retry: RetryStrategy? = nil, memory: ByteCount? = nil,
        cpus: Double? = nil, pidsLimit: Int? = nil, pull: PullPolicy? = nil
    ) {
        self.priority = priority
        self.timeout = timeout
        self.retry = retry
        self.memory = memory
        self.cpus = cpus
        self.pidsLimit = pidsLimit
        self.pull = pull
    }
}
