import Foundation
import JobCore
import JobEngine
import NIOCore
import Synchronization
import Testing

@testable import DockerExecution

@Suite(.timeLimit(.minutes(2)))
struct ObservationTests {
    @Test("DOCK-09 one list call tells the states of all containers of the store: created, running, paused, exited")
    func states() async throws {
        try await Bench.with { bench in
            let created = try await bench.executor.prepare(bench.order("true", job: 1)).id
            let running = try await bench.launch(bench.order("sleep", "100", job: 2))
            let paused = try await bench.launch(bench.order("sleep", "100", job: 3))
            try await bench.call("POST", "/containers/\(paused)/pause", nil)
            let exited = try await bench.launch(bench.order("sh", "-c", "sleep 0.3; exit 7", job: 4))
            let end = try await bench.ended(exited)
            #expect(end.state == .exited(code: 7, wasOutOfMemory: false))
            #expect(try #require(end.startedAt) <= (try #require(end.finishedAt)))

            let list = try await bench.executor.list(store: bench.store)
            let states = Dictionary(uniqueKeysWithValues: list.map { ($0.id, $0.state) })
            #expect(
                states == [
                    created: .created, running: .running(isPaused: false), paused: .running(isPaused: true),
                    exited: .exited(code: 0, wasOutOfMemory: false),
                ])
            #expect(list.allSatisfy { $0.token == 7 && $0.attempt?.number == 1 && $0.createdAt != nil })
            #expect(try await bench.executor.inspect(running).processID != nil)
            #expect(try await bench.executor.inspect(paused).state == .running(isPaused: true))
            #expect(try await bench.executor.inspect(ExecutionID("nosuchcontainer")).state == .notFound)
        }
    }

    @Test("F46 a container that someone renamed or restarted is known by id and labels")
    func changedByOthers() async throws {
        try await Bench.with { bench in
            let id = try await bench.launch(bench.order("sleep", "100"))
            try await bench.call("POST", "/containers/\(id)/rename?name=mine-\(bench.store.short)", nil)
            try await bench.call("POST", "/containers/\(id)/restart?t=0", nil)
            #expect(try await bench.executor.inspect(id).state.isRunning)
            let list = try await bench.containers()
            #expect(list.map(\.id) == [id] && list.first?.attempt?.number == 1)
            #expect(list.first?.name == "mine-\(bench.store.short)")
        }
    }

    @Test("F45 a container that someone removes while it runs is `notFound`, and its followed log just ends")
    func removedByOthers() async throws {
        try await Bench.with { bench in
            let id = try await bench.launch(bench.order("sh", "-c", "echo up; sleep 100"))
            let collector = LogCollector()
            let reading = Task { try await bench.executor.readLog(id, since: nil, follow: true) { collector.add($0) } }
            try await eventually("the first line is there") { collector.log.text() == "up\n" ? () : nil }
            try await bench.call("DELETE", "/containers/\(id)?force=1", nil)
            #expect(try await reading.value == .ended)
            #expect(try await bench.executor.inspect(id).state == .notFound)
            #expect(try await bench.executor.usage(of: id, after: nil) == nil)
        }
    }

    @Test("DOCK-20 containers of others are not listed, and nothing that is done to ours touches them")
    func others() async throws {
        try await Bench.with { bench in
            try await Bench.with { other in
                let theirs = try await other.launch(other.order("sleep", "100"))
                let ours = try await bench.launch(bench.order("sleep", "100"))
                #expect(try await bench.executor.list(store: bench.store).map(\.id) == [ours])
                try await bench.executor.remove(ours)
                #expect(try await other.executor.inspect(theirs).state.isRunning)
            }
        }
    }

    @Test(
        "F50 F51 killed for memory is told; an exit code of 0 stays 0 although a child was killed",
        arguments: [
            // The pause lets the engine hear of it: the two messages race (cgroup v1).
            ("sh -c 'x=$(head -c 60000000 /dev/zero | tr \"\\0\" a)'; code=$?; sleep 0.5; exit $code", 137),
            ("sh -c 'x=$(head -c 60000000 /dev/zero | tr \"\\0\" a)'; sleep 0.5; exit 0", 0),
        ])
    func outOfMemory(script: String, code: Int) async throws {
        try await Bench.with { bench in
            var spec = Bench.spec(["sh", "-c", script])
            spec.limits.memory = .megabytes(16)
            let (inspection, _) = try await bench.run(bench.order(spec))
            #expect(inspection.state == .exited(code: code, wasOutOfMemory: true))
        }
    }

    @Test("DOCK-12 usage of a running container comes from its cgroup: memory without cache, CPU of one core")
    func usage() async throws {
        try await Bench.with { bench in
            var spec = Bench.spec(["sh", "-c", "x=$(head -c 20000000 /dev/zero | tr '\\0' a); while :; do :; done"])
            spec.limits.memory = .megabytes(200)
            let id = try await bench.launch(bench.order(spec))
            let first = try await eventually("the job uses 20 MB") { () -> UsageSample? in
                let sample = try await bench.executor.usage(of: id, after: nil)
                return sample.flatMap { $0.memory.rawValue > 19_000_000 ? $0 : nil }
            }
            #expect(first.source == .cgroup)
            #expect(first.memoryLimit == .megabytes(200) && first.cpuPercent == nil)
            #expect(first.memory.rawValue < 120_000_000)
            let second = try await eventually("it has used CPU") { () -> UsageSample? in
                let sample = try await bench.executor.usage(of: id, after: first)
                return sample.flatMap { $0.cpuSeconds > first.cpuSeconds + 0.1 ? $0 : nil }
            }
            #expect(try #require(second.cpuPercent) > 1)
            #expect(try #require(second.cpuPercent) < 150)
            try await bench.executor.kill(id)
            _ = try await bench.ended(id)
            #expect(try await bench.executor.usage(of: id, after: second) == nil)
        }
    }

    @Test("DOCK-12 the engine's own figures agree with the kernel's")
    func usageByEngine() async throws {
        try await Bench.with { bench in
            let id = try await bench.launch(bench.order("sleep", "100"))
            let kernel = try #require(try await bench.executor.usage(of: id, after: nil))
            let reply = try await bench.call("GET", "/containers/\(id)/stats?stream=0&one-shot=1", nil)
            let wire = try JSONGate.decode(WireStatistics.self, from: .init(string: reply))
            let engine = try #require(UsageSample(wire, at: Date(), after: nil))
            #expect(engine.source == .engine && kernel.source == .cgroup)
            #expect(abs(engine.memory.rawValue - kernel.memory.rawValue) < 1_000_000)
            #expect(engine.cpuSeconds >= kernel.cpuSeconds)
        }
    }

    @Test("DOCK-16 health tells response time, version, cores, memory, running containers")
    func health() async throws {
        try await Bench.with { bench in
            _ = try await bench.launch(bench.order("sleep", "100"))
            let health = await bench.executor.health()
            #expect(health.isHealthy && health.failureCode == nil)
            #expect(health.engine?.hasPrefix("Docker ") == true && health.engine?.contains("API 1.") == true)
            #expect(health.cores == ProcessInfo.processInfo.processorCount)
            #expect(try #require(health.memory) > .megabytes(100))
            #expect(try #require(health.runningContainers) >= 1)
            #expect(health.responseTime > .zero)
        }
    }

    @Test("DOCK-16 the engine's abilities: limits, networks, volumes, usage, logs, pull, init, and no GPU here")
    func capabilities() async throws {
        try await Bench.with { bench in
            let capabilities = try await bench.executor.capabilities()
            #expect(capabilities == Set(Capability.allCases).subtracting([.gpu]))
        }
    }

    @Test("decisions 2: the daemon's process is found, and its start precedes every container's")
    func incarnation() async throws {
        try await Bench.with { bench in
            let incarnation = try await bench.executor.incarnation()
            #expect(incarnation == (try await bench.executor.incarnation()))
            #expect(!incarnation.keepsExitCodes)
            let (inspection, _) = try await bench.run(bench.order("true"))
            #expect(try #require(incarnation.startedAt) < (try #require(inspection.startedAt)))
            let uptime = try #require(inspection.startedAt).seconds - (try #require(incarnation.startedAt)).seconds
            #expect((0..<86_400 * 30).contains(uptime))
        }
    }

    @Test("DOCK-09 events hint at start, end and removal of this store's containers, and of no other's")
    func events() async throws {
        try await Bench.with { bench in
            let seen = Mutex<[EngineEvent]>([])
            let isReady = Mutex(false)
            let task = Task {
                try await bench.executor.watchEvents(store: bench.store) {
                    isReady.withLock { $0 = true }
                } onEvent: { event in
                    seen.withLock { $0.append(event) }
                }
            }
            defer { task.cancel() }
            _ = try await eventually("the engine accepts the subscription") { isReady.withLock { $0 } ? true : nil }
            try await Bench.with { other in _ = try await other.run(other.order("true")) }
            let id = try await bench.launch(bench.order("true"))
            _ = try await bench.ended(id)
            try await bench.executor.remove(id)
            let events = try await eventually("the removal is told") { () -> [EngineEvent]? in
                let events = seen.withLock { $0 }
                return events.contains { $0.kind == .removed } ? events : nil
            }
            #expect(events.allSatisfy { $0.id == id && $0.attempt == AttemptID(job: JobNumber(1), number: 1) })
            let kinds = events.map(\.kind).filter { [.started, .died, .removed].contains($0) }
            #expect(kinds == [.started, .died, .removed])
            task.cancel()
            let result = await task.result
            #expect(throws: ExecutorError.self) { try result.get() }
        }
    }
}
