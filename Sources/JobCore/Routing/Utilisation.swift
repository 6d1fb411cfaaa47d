/// How much of something a host has is taken (BASE-09).
public struct Utilisation: Hashable, Sendable {
    /// What it is: `slots`, `memory`, `cores`, `GPUs`, or a counter's name.
    public var name: String
    /// How much is taken, in the unit of `total`.
    public var used: Double
    /// How much there is; `nil` when that is not known.
    public var total: Double?

    /// Puts the parts together.
    public init(name: String, used: Double, total: Double?) {
        self.name = name
        self.used = used
        self.total = total
    }

    /// The share that is taken, 0 to 1 and more; 0 where there is nothing at all, `nil` where the total is not known.
    public var share: Double? { total.map { $0 > 0 ? used / $0 : 0 } }

    /// An amount of it, in words: `768 MB`, `2.5`.
    public func amount(_ value: Double) -> String {
        if name == "memory" { return ByteCount.bytes(Int64(value)).description }
        let rounded = (value * 100).rounded() / 100
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }

    /// The share in percent, a tenth at most: `37.5 %`; empty where the total is not known.
    public var percent: String {
        guard let share else { return "" }
        let tenths = Int((share * 1000).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
    }
}

extension ResourceLedger {
    /// What is taken of all that the host has, and of what its attempts hold beyond that.
    public var utilisation: [Utilisation] {
        let condition = host.condition
        var all = [
            Utilisation(name: "slots", used: Double(load.attempts), total: Double(host.slots)),
            Utilisation(
                name: "memory", used: Double(load.memory.rawValue), total: condition?.memory.map { Double($0.rawValue) }
            ),
            Utilisation(name: "cores", used: load.cpus, total: condition?.cores.map(Double.init)),
        ]
        if !host.gpus.isEmpty || !load.gpus.isEmpty {
            let isWhole = load.gpus.contains(Reservation.allGPUs) && !host.gpus.isEmpty
            all.append(
                Utilisation(
                    name: "GPUs", used: Double(isWhole ? host.gpus.count : load.gpus.count),
                    total: host.gpus.isEmpty ? nil : Double(host.gpus.count)))
        }
        for name in Set(host.counters.keys).union(load.counters.keys).sorted() {
            all.append(
                Utilisation(
                    name: name, used: Double(load.counters[name] ?? 0), total: Double(host.counters[name] ?? 0)))
        }
        return all
    }

    /// The share of what is scarcest, for the strategy `leastLoaded`; asked of every host that fits, so nothing is made for it.
    var scarcity: Double {
        var most = host.slots > 0 ? Double(load.attempts) / Double(host.slots) : 1
        if let memory = host.condition?.memory, memory.rawValue > 0 {
            most = max(most, Double(load.memory.rawValue) / Double(memory.rawValue))
        }
        if let cores = host.condition?.cores, cores > 0 { most = max(most, load.cpus / Double(cores)) }
        if !host.gpus.isEmpty { most = max(most, Double(load.gpus.count) / Double(host.gpus.count)) }
        for (name, total) in host.counters where total > 0 {
            most = max(most, Double(load.counters[name] ?? 0) / Double(total))
        }
        return most
    }
}
