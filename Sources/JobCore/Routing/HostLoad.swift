/// What the live attempts on a host hold (ROUTE-03). Counted from them each time, so that it cannot drift (BASE-10).
public struct HostLoad: Hashable, Sendable {
    /// Live attempts.
    public var attempts: Int
    /// Memory they asked for.
    public var memory: ByteCount
    /// Cores they asked for.
    public var cpus: Double
    /// GPUs that are theirs.
    public var gpus: Set<String>
    /// What they took of what the host only counts.
    public var counters: [String: Int]

    /// Nothing unless given.
    public init(
        attempts: Int = 0, memory: ByteCount = .bytes(0), cpus: Double = 0, gpus: Set<String> = [],
        counters: [String: Int] = [:]
    ) {
        self.attempts = attempts
        self.memory = memory
        self.cpus = cpus
        self.gpus = gpus
        self.counters = counters
    }

    /// Adds one more attempt.
    public mutating func add(_ limits: ResourceLimits, _ reservation: Reservation = Reservation()) {
        attempts += 1
        memory = .bytes(memory.rawValue + (limits.memory?.rawValue ?? 0))
        cpus += limits.cpus ?? 0
        add(reservation)
    }

    /// Adds what an attempt that is counted already holds beside memory and cores.
    public mutating func add(_ reservation: Reservation) {
        gpus.formUnion(reservation.gpus)
        for (name, count) in reservation.counters { counters[name, default: 0] += count }
    }
}
