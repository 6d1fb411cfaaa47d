import Foundation
import JobCore
import Testing

struct ResourceLedgerTests {
    static func ledger(
        memory: ByteCount? = .megabytes(1024), cores: Int? = 2, gpus: [String] = [], counters: [String: Int] = [:]
    ) -> ResourceLedger {
        ResourceLedger(
            host: JobHost(
                name: "a", kind: .docker, slots: 100, gpus: gpus, counters: counters,
                condition: HostCondition(state: .ok, checkedAt: .distantPast, cores: cores, memory: memory)))
    }

    @Test("BASE-07 ROUTE-05 what is allocated counts: half of 1024 MB and 2 cores fits, twice as much does not")
    func fits() {
        var ledger = Self.ledger()
        func has(_ memory: Int64, _ cpus: Double) -> Bool {
            ledger.shortage(for: ResourceLimits(memory: .megabytes(memory), cpus: cpus)) == nil
        }
        #expect(has(512, 1))
        #expect(!has(2048, 1))
        #expect(!has(512, 4))
        ledger.allocate(ResourceLimits(memory: .megabytes(768)))
        #expect(!has(512, 1))
        #expect(has(256, 1))
    }

    @Test("BASE-09 utilisation: 768 of 2048 MB and 1.5 of 4 cores are 37.5 %; of nothing, 0 %")
    func utilisation() {
        var ledger = Self.ledger(memory: .megabytes(2048), cores: 4, counters: ["license": 2, "none": 0])
        ledger.allocate(ResourceLimits(memory: .megabytes(512), cpus: 1))
        ledger.allocate(ResourceLimits(memory: .megabytes(256), cpus: 0.5, counters: ["license": 1]))
        let parts = Dictionary(uniqueKeysWithValues: ledger.utilisation.map { ($0.name, $0) })
        #expect(parts["memory"]?.used == Double(768 << 20) && parts["memory"]?.percent == "37.5 %")
        #expect(parts["cores"]?.used == 1.5 && parts["cores"]?.percent == "37.5 %")
        #expect(parts["slots"]?.percent == "2 %" && parts["license"]?.percent == "50 %")
        #expect(parts["none"]?.share == 0 && parts["none"]?.percent == "0 %")
        let empty = Self.ledger(memory: .bytes(0), cores: 0).utilisation
        #expect(empty.allSatisfy { $0.share == 0 })
        #expect(
            Self.ledger(memory: nil, cores: nil).utilisation.filter { $0.share == nil }.map(\.name) == [
                "memory", "cores",
            ])
    }

    @Test("BASE-06 GPUs are handed out by name, each to one attempt, and counters by number")
    func devices() {
        var ledger = Self.ledger(gpus: ["0", "1", "2", "GPU-77"], counters: ["license": 2])
        func gpus(_ text: String) -> ResourceLimits { ResourceLimits(gpus: text) }
        #expect(ledger.allocate(gpus("device=1")).gpus == ["1"])
        #expect(ledger.allocate(gpus("2")).gpus == ["0", "2"])
        #expect(ledger.shortage(for: gpus("all"))?.description == "all GPUs asked for, 1 of 4 free")
        #expect(ledger.shortage(for: gpus("2"))?.description == "2 GPUs asked for, 1 of 4 free")
        #expect(ledger.shortage(for: gpus("device=1"))?.description == "GPU 1 asked for, 1 of 4 free")
        #expect(ledger.shortage(for: gpus("device=9")) == .noSuchGPU("9"))
        #expect(ledger.allocate(gpus("1")).gpus == ["GPU-77"])
        #expect(ledger.freeGPUs.isEmpty)
        #expect(ledger.allocate(ResourceLimits(counters: ["license": 2])).counters == ["license": 2])
        let short = ledger.shortage(for: ResourceLimits(counters: ["license": 1]))
        #expect(short?.description == "1 of 'license' asked for, 0 of 2 free" && short?.isLasting == false)
        #expect(ledger.shortage(for: ResourceLimits(counters: ["license": 3]))?.isLasting == true)
        #expect(ledger.shortage(for: ResourceLimits(counters: ["seat": 1]))?.description == "it has no 'seat'")
        #expect(Self.ledger(gpus: ["0", "1"]).shortage(for: gpus("3"))?.isLasting == true)
        #expect(Reservation(gpus: ["0", "2"]).applied(to: gpus("2")).gpus == "device=0,2")
    }

    @Test("BASE-06 where a host's GPUs are not known by name, one attempt has them all")
    func unknownDevices() {
        var ledger = Self.ledger()
        let reservation = ledger.allocate(ResourceLimits(gpus: "1"))
        #expect(reservation.gpus == [Reservation.allGPUs])
        // The engine itself chooses.
        #expect(reservation.applied(to: ResourceLimits(gpus: "1")).gpus == "1")
        for text in ["1", "all", "device=3"] {
            let shortage = ledger.shortage(for: ResourceLimits(gpus: text))
            #expect(shortage != nil && shortage?.isLasting == false)
        }
        var named = Self.ledger()
        named.allocate(ResourceLimits(gpus: "device=0"))
        #expect(named.shortage(for: ResourceLimits(gpus: "device=1")) == nil)
        #expect(named.shortage(for: ResourceLimits(gpus: "device=0,1")) != nil)
        #expect(named.shortage(for: ResourceLimits(gpus: "1")) != nil)
    }

    @Test("BASE-10 10,000 random histories: the ledger is the sum of the live attempts, and no GPU is given twice")
    func histories() throws {
        let seed = TestSeed.value
        var generator = TestSeed.generator("ledger")
        for history in 0..<10_000 {
            let host = JobHost(
                name: "a", kind: .docker, slots: Int.random(in: 1...6, using: &generator),
                gpus: (0..<Int.random(in: 0...4, using: &generator)).map(String.init),
                counters: ["license": Int.random(in: 0...3, using: &generator)],
                condition: HostCondition(
                    state: .ok, checkedAt: .distantPast, cores: Int.random(in: 1...4, using: &generator),
                    memory: .megabytes(Int64.random(in: 64...1024, using: &generator))))
            var live: [(limits: ResourceLimits, reservation: Reservation)] = []
            // One expectation a history: a hundred thousand of them would take longer than what they are about.
            var trouble: String?
            for _ in 0..<12 where trouble == nil {
                if Bool.random(using: &generator), !live.isEmpty {
                    live.remove(at: Int.random(in: live.indices, using: &generator))
                } else {
                    var ledger = ResourceLedger(host: host, load: Self.load(live))
                    let limits = Self.limits(&generator)
                    guard ledger.shortage(for: limits) == nil else { continue }
                    live.append((limits, ledger.allocate(limits)))
                    if !ledger.load.isNear(Self.load(live)) { trouble = "taken in one step it is another load" }
                }
                trouble = trouble ?? Self.trouble(live, host)
            }
            try #require(trouble == nil, "history \(history), BERTH_TEST_SEED=\(seed)")
        }
    }

    private static func load(_ live: [(limits: ResourceLimits, reservation: Reservation)]) -> HostLoad {
        live.reduce(into: HostLoad()) { $0.add($1.limits, $1.reservation) }
    }

    private static func limits(_ generator: inout some RandomNumberGenerator) -> ResourceLimits {
        var limits = ResourceLimits()
        if Bool.random(using: &generator) { limits.memory = .megabytes(Int64.random(in: 6...512, using: &generator)) }
        if Bool.random(using: &generator) { limits.cpus = Double(Int.random(in: 1...20, using: &generator)) / 10 }
        limits.gpus = [nil, nil, "1", "2", "all", "device=0", "device=1,3"].randomElement(using: &generator) ?? nil
        if Int.random(in: 0..<3, using: &generator) == 0 { limits.counters["license"] = 1 }
        return limits
    }

    /// What is wrong with attempts that are live at once on a host.
    private static func trouble(
        _ live: [(limits: ResourceLimits, reservation: Reservation)], _ host: JobHost
    ) -> String? {
        let memory = live.reduce(Int64(0)) { $0 + ($1.limits.memory?.rawValue ?? 0) }
        let cores = live.reduce(0) { $0 + ($1.limits.cpus ?? 0) }
        let devices = live.flatMap(\.reservation.gpus)
        let licenses = live.reduce(0) { $0 + ($1.reservation.counters["license"] ?? 0) }
        if live.count > host.slots { return "\(live.count) attempts" }
        if memory > host.condition?.memory?.rawValue ?? 0 { return "\(memory) bytes" }
        if cores > Double(host.condition?.cores ?? 0) + 1e-6 { return "\(cores) cores" }
        if Set(devices).count != devices.count { return "a GPU twice: \(devices)" }
        if devices.contains(Reservation.allGPUs), devices.count > 1 { return "more than all GPUs: \(devices)" }
        if !host.gpus.isEmpty, !Set(devices).isSubset(of: host.gpus) { return "a GPU of nobody: \(devices)" }
        if licenses > host.counters["license"] ?? 0 { return "\(licenses) licenses" }
        for (limits, reservation) in live {
            guard case .count(let count) = limits.gpuRequest, !host.gpus.isEmpty else { continue }
            if reservation.gpus.count != count { return "\(reservation.gpus) for \(count) GPUs" }
        }
        return nil
    }
}

extension HostLoad {
    /// Equal but for the last bits of a sum of cores.
    fileprivate func isNear(_ other: HostLoad) -> Bool {
        var rounded = other
        rounded.cpus = cpus
        return rounded == self && abs(cpus - other.cpus) < 1e-9
    }
}
