/// What a container may use at most; `nil` is unlimited on the engine.
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

    /// Limits that are all unlimited unless given.
    public init(
        memory: ByteCount? = nil, cpus: Double? = nil, pids: Int? = nil, sharedMemory: ByteCount? = nil,
        gpus: String? = nil
    ) {
        self.memory = memory
        self.cpus = cpus
        self.pids = pids
        self.sharedMemory = sharedMemory
        self.gpus = gpus
    }
}
