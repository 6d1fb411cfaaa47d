import JobCore

/// What the active hosts of one kind have together (ROUTE-03).
struct KindCapacity {
    var kind: HostKind
    var hosts = 0
    var slots = 0
    var used = 0
    /// Slots of hosts that answer.
    var free = 0

    var utilisation: Utilisation { Utilisation(name: "slots", used: Double(used), total: Double(slots)) }
}

extension StoreStatus {
    var kinds: [KindCapacity] {
        HostKind.allCases.compactMap { kind in
            let active = hosts.filter { $0.kind == kind && $0.isActive }
            guard !active.isEmpty else { return nil }
            var capacity = KindCapacity(kind: kind, hosts: active.count)
            for host in active {
                let used = loads[host.name]?.attempts ?? 0
                capacity.slots += host.slots
                capacity.used += used
                if host.condition?.isUsable == true { capacity.free += max(0, host.slots - used) }
            }
            return capacity
        }
    }
}
