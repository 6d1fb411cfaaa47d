/// What a container may use at most, and what it takes of its host while it is live; `nil` is unlimited on the engine.
public struct ResourceLimits: Hashable, Sendable, Codable {
    /// Memory, hard: swap is set equal. At least 6 MB (the engine's own minimum).
    public var memory: ByteCount?
    /// CPU cores, 0.01 to 1024.
    public var cpus: Double?
    /// Processes and threads.
    public var pids: Int?
    /// Size of `/dev/shm`.
    public var sharedMemory: ByteCount?
    /// GPUs as `--gpus` has it: `all`, a count, or `device=0,1`.
    public var gpus: String?
    /// How many it takes of what its host only counts: `license` to 1.
    public var counters: [String: Int]

    /// Limits that are all unlimited unless given.
    public init(
        memory: ByteCount? = nil, cpus: Double? = nil, pids: Int? = nil, sharedMemory: ByteCount? = nil,
        gpus: String? = nil, counters: [String: Int] = [:]
    ) {
        self.memory = memory
        self.cpus = cpus
        self.pids = pids
        self.sharedMemory = sharedMemory
        self.gpus = gpus
        self.counters = counters
    }

    private enum CodingKeys: CodingKey { case memory, cpus, pids, sharedMemory, gpus, counters }

    /// Reads what any version has written.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        memory = try container.decodeIfPresent(ByteCount.self, forKey: .memory)
        cpus = try container.decodeIfPresent(Double.self, forKey: .cpus)
        pids = try container.decodeIfPresent(Int.self, forKey: .pids)
        sharedMemory = try container.decodeIfPresent(ByteCount.self, forKey: .sharedMemory)
        gpus = try container.decodeIfPresent(String.self, forKey: .gpus)
        counters = try container.decodeIfPresent([String: Int].self, forKey: .counters) ?? [:]
    }

    /// Writes what is limited.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(memory, forKey: .memory)
        try container.encodeIfPresent(cpus, forKey: .cpus)
        try container.encodeIfPresent(pids, forKey: .pids)
        try container.encodeIfPresent(sharedMemory, forKey: .sharedMemory)
        try container.encodeIfPresent(gpus, forKey: .gpus)
        if !counters.isEmpty { try container.encode(counters, forKey: .counters) }
    }

    /// The GPUs that it asks for, read.
    public var gpuRequest: GPURequest? { gpus.flatMap { GPURequest($0) } }

    /// Whether it takes something that is handed out by name or number, beside memory and cores.
    public var asksForReservation: Bool { gpus != nil || !counters.isEmpty }
}
