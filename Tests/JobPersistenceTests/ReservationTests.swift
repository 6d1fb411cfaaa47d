import Foundation
import JobCore
import JobEngine
import JobPersistence
import Testing

struct ReservationTests {
    private func host(_ change: (inout JobHost) -> Void = { _ in }) -> JobHost {
        var host = JobHost(
            name: "local", kind: .mock, slots: 20, gpus: ["0", "1", "2"], counters: ["license": 2],
            condition: HostCondition(state: .ok, checkedAt: Date(), cores: 8, memory: .gigabytes(4)))
        change(&host)
        return host
    }

    private func draft(_ limits: ResourceLimits) -> JobDraft { .plain { $0.spec.limits = limits } }

    @Test("BASE-06 what an attempt is given is stored with it and read back, and the host's devices with the host")
    func stored() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addHost(host(), actor: "kim")
            #expect(try await store.host("local").gpus == ["0", "1", "2"])
            #expect(try await store.host("local").counters == ["license": 2])
            let limits = ResourceLimits(memory: .megabytes(512), cpus: 1, gpus: "2", counters: ["license": 1])
            let jobs = try await store.submit(
                [draft(limits), draft(limits), draft(ResourceLimits(gpus: "1"))], actor: "k")
            #expect(jobs[0].spec.limits == limits)
            let first = try #require(try await store.claimOne(jobs[0].number))
            #expect(first.attempt.reservation == Reservation(gpus: ["0", "1"], counters: ["license": 1]))
            #expect(try await store.attempts(of: jobs[0].number).first?.reservation == first.attempt.reservation)
            // Two GPUs are no longer there.
            #expect(try await store.claimOne(jobs[1].number) == nil)
            #expect(try await store.claimOne(jobs[2].number)?.attempt.reservation.gpus == ["2"])
            let load = try #require(try await store.hostLoads()["local"])
            #expect(
                load
                    == HostLoad(
                        attempts: 2, memory: .megabytes(512), cpus: 1, gpus: ["0", "1", "2"], counters: ["license": 1]))
            var edited = try await store.host("local")
            edited.gpus = ["0"]
            edited.counters = [:]
            try await store.updateHost(edited, mayMove: false, actor: "kim")
            #expect(try await store.host("local").gpus == ["0"])
            #expect(try await store.host("local").counters.isEmpty)
        }
    }

    @Test("BASE-08 the end of one attempt frees what it held and nothing of others; a second end frees nothing more")
    func release() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addHost(host(), actor: "kim")
            let limits = ResourceLimits(memory: .megabytes(256), gpus: "1", counters: ["license": 1])
            let jobs = try await store.submit([draft(limits), draft(limits)], actor: "kim")
            let first = try #require(try await store.claimOne(jobs[0].number))
            let second = try #require(try await store.claimOne(jobs[1].number))
            try await store.finish(first)
            let left = HostLoad(
                attempts: 1, memory: .megabytes(256), gpus: Set(second.attempt.reservation.gpus),
                counters: ["license": 1])
            #expect(try await store.hostLoads()["local"] == left)
            await #expect(throws: StoreError.self) { try await store.finish(first) }
            #expect(try await store.hostLoads()["local"] == left)
            try await store.finish(second)
            #expect(try await store.hostLoads()["local"] == nil)
        }
    }

    @Test("BASE-10 random claims, ends and takeovers: the store's ledger is what its live attempts hold")
    func histories() async throws {
        let seed = UInt64.random(in: 0 ... .max)
        print("ReservationTests: seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        try await withStore { context in
            let store = context.store
            for name in ["a", "b"] { try await store.addHost(host { $0.name = name }, actor: "kim") }
            let drafts = (0..<150).map { _ in draft(Self.limits(&generator)) }
            var waiting = try await store.submit(drafts, actor: "kim")
            var live: [LiveAttempt] = []
            for _ in 0..<300 {
                switch Int.random(in: 0..<5, using: &generator) {
                case 0, 1, 2:
                    guard !waiting.isEmpty else { break }
                    let job = waiting.remove(at: Int.random(in: waiting.indices, using: &generator))
                    let name = ["a", "b"].randomElement(using: &generator) ?? "a"
                    if let claimed = try await store.claimOne(job.number, on: name) {
                        live.append(claimed)
                    } else {
                        waiting.append(job)
                    }
                case 3:
                    guard !live.isEmpty else { break }
                    try await store.finish(live.remove(at: Int.random(in: live.indices, using: &generator)))
                default:
                    live = try await store.adoptAll(worker: WorkerID(), leaseUntil: Date(), now: Date())
                }
                let loads = try await store.hostLoads()
                for name in ["a", "b"] {
                    let mine = live.filter { $0.attempt.host == name }
                    let load = loads[name] ?? HostLoad()
                    let devices = mine.flatMap(\.attempt.reservation.gpus)
                    #expect(load.attempts == mine.count, "seed \(seed)")
                    #expect(Set(devices).count == devices.count && Set(devices) == load.gpus, "seed \(seed)")
                    let licenses = mine.reduce(0) { $0 + ($1.job.spec.limits.counters["license"] ?? 0) }
                    #expect(licenses == load.counters["license"] ?? 0 && licenses <= 2, "seed \(seed)")
                    let memory = mine.reduce(Int64(0)) { $0 + ($1.job.spec.limits.memory?.rawValue ?? 0) }
                    #expect(memory == load.memory.rawValue && memory <= 4 << 30, "seed \(seed)")
                }
            }
        }
    }

    private static func limits(_ generator: inout some RandomNumberGenerator) -> ResourceLimits {
        ResourceLimits(
            memory: Bool.random(using: &generator) ? .megabytes(Int64.random(in: 6...900, using: &generator)) : nil,
            gpus: [nil, "1", "2", "all", "device=1"].randomElement(using: &generator) ?? nil,
            counters: Bool.random(using: &generator) ? ["license": 1] : [:])
    }

    @Test("ROUTE-09 why which host did not take a job is stored with the claim, and while it waits")
    func rejected() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addHost(host(), actor: "kim")
            let job = try await store.submit([.plain()], actor: "kim")[0].number
            let waiting = [RejectedHost(host: "local", reason: "all 20 slots are taken")]
            try await store.setBlockages([job: Blockage(reason: "local: all 20 slots are taken", rejected: waiting)])
            #expect(try await store.rejectedHosts(of: job) == waiting)
            #expect(try await store.job(.number(job)).blockedReason == "local: all 20 slots are taken")
            let other = [RejectedHost(host: "b", reason: "inactive")]
            _ = try await store.claim(
                [ClaimRequest(job: job, host: "local", reason: "drawn", rejected: other)], worker: WorkerID(),
                leaseUntil: Date(), now: Date())
            #expect(try await store.rejectedHosts(of: job) == other)
            #expect(try await store.rejectedHosts(of: JobNumber(99)).isEmpty)
        }
    }

    @Test("ROUTE-06 what a job asks of its host is stored, and so for a rerun")
    func traits() async throws {
        try await withStore { context in
            let routing = RoutingPreference(
                required: [HostTrait("gpu", "true")], preferred: [HostTrait("region", "eu"), HostTrait("host", "a")])
            let job = try await context.store.submit([.plain { $0.routing = routing }], actor: "kim")[0]
            #expect(job.routing == routing)
            #expect(try await context.store.draft(repeating: job.number).routing == routing)
        }
    }

    @Test("ROUTE-11 a store that cannot be read is an error, and no job without a host")
    func damaged() async throws {
        try await withStore { context in
            try await context.store.addTestHost()
            let manager = JobManager(
                ManagerContext(
                    store: context.store, logs: FileLogStore(context.directory), executors: NoExecutors(),
                    worker: WorkerSocket(path: context.directory.workerSocketPath), validation: JobValidation(),
                    actor: "test"))
            // No host that could be used: the error of its configuration, by the setting's name.
            let wrong = await #expect(throws: ManagerError.self) {
                try await manager.jobs.route(.plain(), now: Date())
            }
            guard case .invalid(let error) = wrong else { throw StoreError(.unknown, "another error") }
            #expect(error.field == "endpoint")
            try await RawDatabase(context.directory.databasePath).execute("UPDATE host SET labels = 'no JSON'")
            let route = await #expect(throws: ManagerError.self) {
                try await manager.jobs.route(.plain(), now: Date())
            }
            let never = await #expect(throws: ManagerError.self) { try await manager.jobs.whyNever(.plain()) }
            for error in [route, never] {
                if case .store = error { continue }
                Issue.record("another error: \(String(describing: error))")
            }
        }
    }

    @Test("BASE-11 how a host did is stored beside its condition")
    func metrics() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addHost(host(), actor: "kim")
            #expect(try await store.hostMetrics().isEmpty)
            var metrics = HostMetrics(since: Date(timeIntervalSince1970: 100), at: Date(timeIntervalSince1970: 160))
            metrics.errors = ["connection": 2]
            var times = DurationSketch()
            for milliseconds in 1...100 { times.add(Double(milliseconds) / 1000) }
            metrics.operations = ["create": HostMetrics.Operation(times)]
            try await store.setCondition(
                HostCondition(state: .ok, checkedAt: Date()), metrics: metrics, ofHost: "local")
            #expect(try await store.hostMetrics() == ["local": metrics])
            #expect(metrics.uptime == .seconds(60))
        }
    }
}

/// No host can be asked.
private struct NoExecutors: ExecutorMaking {
    func makeExecutor(for host: JobHost) throws(InvalidInput) -> any ContainerExecutor {
        throw InvalidInput("endpoint", "There is none.")
    }
}
