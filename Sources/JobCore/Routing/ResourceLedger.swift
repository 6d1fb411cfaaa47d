/// What a host has and what of it is taken (BASE-06 to BASE-09). Pure: the router asks it, and the claim asks it again inside
/// its transaction.
///
/// What is not known of a host limits nothing: without a memory, cores or GPUs in its settings or its engine's answer it is
/// limited by its slots. Where GPUs are asked for and not known by name, one attempt has all of them.
public struct ResourceLedger: Sendable {
    /// The host, with its settings and last seen condition.
    public let host: JobHost
    /// What its live attempts hold.
    public private(set) var load: HostLoad

    /// Puts both together.
    public init(host: JobHost, load: HostLoad = HostLoad()) {
        self.host = host
        self.load = load
    }

    /// Why one more attempt with these limits has no room; `nil` when it has (BASE-07).
    public func shortage(for limits: ResourceLimits) -> Obstacle? {
        if load.attempts >= host.slots { return .slots(host.slots) }
        if let wanted = limits.memory, let memory = host.condition?.memory,
            // Not a sum: no number that a person can write makes this overflow.
            wanted.rawValue > memory.rawValue - load.memory.rawValue
        {
            let free = ByteCount.bytes(max(0, memory.rawValue - load.memory.rawValue))
            return .memory(wanted: wanted, free: free, total: memory)
        }
        // Shares of cores do not add up exactly in binary: ten tenths may be a little more than one.
        if let wanted = limits.cpus, let cores = host.condition?.cores, load.cpus + wanted > Double(cores) + 1e-6 {
            return .cores(wanted: wanted, free: max(0, Double(cores) - load.cpus), total: cores)
        }
        if let request = limits.gpuRequest, let shortage = shortage(of: request) { return shortage }
        for (name, wanted) in limits.counters.sorted(by: { $0.key < $1.key }) {
            let total = host.counters[name] ?? 0
            let free = max(0, total - (load.counters[name] ?? 0))
            if wanted > free { return .counter(name, wanted: wanted, free: free, total: total) }
        }
        return nil
    }

    /// Takes room for one more attempt that has it, and says what it gets by name and number (BASE-06).
    @discardableResult
    public mutating func allocate(_ limits: ResourceLimits) -> Reservation {
        let reservation = limits.asksForReservation ? self.reservation(for: limits) : Reservation()
        load.add(limits, reservation)
        return reservation
    }

    /// The GPUs that nobody has, of those that the host's settings name.
    public var freeGPUs: [String] {
        load.gpus.contains(Reservation.allGPUs) ? [] : host.gpus.filter { !load.gpus.contains($0) }
    }

    private func shortage(of request: GPURequest) -> Obstacle? {
        guard !host.gpus.isEmpty else {
            // Where nobody says which there are, only devices that both sides name are known to differ.
            var isFree = load.gpus.isEmpty
            if case .devices(let names) = request {
                isFree = !load.gpus.contains(Reservation.allGPUs) && load.gpus.isDisjoint(with: names)
            }
            return isFree ? nil : .gpus(wanted: request, free: 0, total: nil)
        }
        let free = freeGPUs
        let hasRoom: Bool
        switch request {
        case .all: hasRoom = free.count == host.gpus.count
        case .count(let count): hasRoom = count <= free.count
        case .devices(let names):
            if let unknown = names.first(where: { !host.gpus.contains($0) }) { return .noSuchGPU(unknown) }
            hasRoom = names.allSatisfy(free.contains)
        }
        return hasRoom ? nil : .gpus(wanted: request, free: free.count, total: host.gpus.count)
    }

    private func reservation(for limits: ResourceLimits) -> Reservation {
        let gpus: [String] =
            switch limits.gpuRequest {
            case nil: []
            case .devices(let names): names
            case .all: host.gpus.isEmpty ? [Reservation.allGPUs] : host.gpus
            case .count(let count): host.gpus.isEmpty ? [Reservation.allGPUs] : Array(freeGPUs.prefix(count))
            }
        return Reservation(gpus: gpus, counters: limits.counters)
    }
}
