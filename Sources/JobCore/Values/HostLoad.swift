/// What the live attempts on a host hold (ROUTE-03).
public struct HostLoad: Hashable, Sendable {
    /// Live attempts.
    public var attempts: Int
    /// Memory they asked for.
    public var memory: ByteCount
    /// Cores they asked for.
    public var cpus: Double

    /// Nothing unless given.
    public init(attempts: Int = 0, memory: ByteCount = .bytes(0), cpus: Double = 0) {
        self.attempts = attempts
        self.memory = memory
        self.cpus = cpus
    }

    /// Adds one more attempt.
    public mutating func add(_ limits: ResourceLimits) {
        attempts += 1
        memory = .bytes(memory.rawValue + (limits.memory?.rawValue ?? 0))
        cpus += limits.cpus ?? 0
    }
}
