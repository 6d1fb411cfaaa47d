/// What an attempt holds of its host beside memory and cores: devices by name, counters by number (BASE-06).
public struct Reservation: Hashable, Sendable, Codable {
    /// The GPUs that are its own, by index or UUID; `allGPUs` alone where the host's are not known by name.
    public var gpus: [String]
    /// How many of what the host only counts.
    public var counters: [String: Int]

    /// Stands for every GPU of a host whose settings do not name them.
    public static let allGPUs = "all"

    /// Nothing unless given.
    public init(gpus: [String] = [], counters: [String: Int] = [:]) {
        self.gpus = gpus
        self.counters = counters
    }

    /// Whether it holds nothing.
    public var isEmpty: Bool { gpus.isEmpty && counters.isEmpty }

    /// The limits that hand over these very devices to a container.
    public func applied(to limits: ResourceLimits) -> ResourceLimits {
        guard !gpus.isEmpty, gpus != [Self.allGPUs] else { return limits }
        var limits = limits
        limits.gpus = GPURequest.devices(gpus).text
        return limits
    }
}
