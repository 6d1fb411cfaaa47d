import DockerExecution
import Foundation
import JobCore
import JobEngine
import Logging
import Testing

/// Faults of engines whose process cannot be seen from here (decisions 2), and of the network before them.
@Suite(.serialized, .timeLimit(.minutes(Soak.isOn ? 15 : 5))) struct RemoteEngineFaultTests {
    @Test("decisions 2: behind a relay the daemon is recognised over a cut line, and a new one is told from it")
    func recognition() async throws {
        try await TestEngine.withPrivate("sight") { engine in
            try await Relay.with(to: engine) { relay in
                let maker = DockerExecutorMaker(environment: [:], home: "/nonexistent", logger: Logger(label: "test"))
                let host = JobHost(name: "far", kind: .docker, endpoint: relay.endpoint)
                let executor = try maker.makeExecutor(for: host)
                var spec = JobSpec(image: CommandLab.image, command: ["sleep", "300"])
                spec.networks = [NetworkAttachment(name: "none")]
                let attempt = AttemptID(job: JobNumber(1), number: 1)
                let prepared = try await executor.prepare(
                    LaunchOrder(
                        spec: spec,
                        identity: ContainerIdentity(
                            store: StoreID(UUID()), attempt: attempt, token: 1, worker: WorkerID()),
                        containerName: "sight", jobName: "sight"))
                try await executor.start(prepared)
                let container = prepared.id
                let first = try await eventually("the start is remembered") { () async throws -> EngineIncarnation? in
                    let seen = try await executor.incarnation()
                    return seen.rememberedStarts == [container] ? seen : nil
                }
                #expect(first.startedAt == nil)
                relay.cut()
                let second = try await eventually("it is reached again") { try? await executor.incarnation() }
                #expect(second.id == first.id)
                // A worker that has seen nothing recognises the start, though not the daemon.
                let stranger = try maker.makeExecutor(for: host)
                let seen = try await stranger.incarnation()
                #expect(seen.id != first.id)
                #expect(seen.rememberedStarts == [container])
                await stranger.close()
                try await engine.command("kill")
                try await engine.command("start")
                let third = try await eventually("the new one is reached") { try? await executor.incarnation() }
                #expect(third.id != first.id)
                #expect(third.rememberedStarts.isEmpty)
                await executor.close()
            }
        }
    }

    @Test(
        "F27 I5 far away, too, no exit code is believed that a new daemon may have made up", arguments: [false, true])
    func inventedExit(hasLiveRestore: Bool) async throws {
        try await TestEngine.withPrivate("far", options: hasLiveRestore ? ["--live-restore"] : []) { engine in
            try await Relay.with(to: engine) { relay in
                try await FaultLab.with(engine: engine, endpoint: relay.endpoint) { lab in
                    try await lab.startWorker()
                    let numbers = try await lab.submit([
                        TruthJob(key: "a", waitsForGate: true), TruthJob(key: "b", code: 7, waitsForGate: true),
                    ])
                    try await lab.waitForStarts(2)
                    for number in numbers { try await lab.wait(for: number, "runs") { $0.status == .running } }
                    try await engine.command("kill")
                    try lab.openGate()
                    try await eventually("both have ended") {
                        try lab.truthRecords().values.filter { $0.contains { $0.word == "end" } }.count == 2
                    }
                    try await engine.command("start")
                    for number in numbers {
                        let job = try await lab.wait(for: number, "has ended") { $0.status.isTerminal }
                        #expect(job.status == .failed)
                        #expect(job.exitReason == .lost || job.exitReason == .engineRestart, "\(job.lastError ?? "")")
                    }
                }
            }
        }
    }

    @Test("F92 the engine's machine restarts alone: what ran there is lost, said so, and nothing runs twice")
    func machineRestarts() async throws {
        try await TestEngine.withPrivate("power") { engine in
            try await Relay.with(to: engine) { relay in
                try await FaultLab.with(engine: engine, endpoint: relay.endpoint) { lab in
                    try await lab.startWorker()
                    let numbers = try await lab.submit((0..<3).map { TruthJob(key: "j\($0)", waitsForGate: true) })
                    try await lab.waitForStarts(3)
                    for number in numbers { try await lab.wait(for: number, "runs") { $0.status == .running } }
                    try await engine.command("stop", "--now")
                    for number in numbers { try await lab.wait(for: number, "is unknown") { $0.unknownSince != nil } }
                    try await engine.command("start")
                    for number in numbers {
                        let job = try await lab.wait(for: number, "has ended") { $0.status.isTerminal }
                        #expect(job.status == .failed)
                        #expect(job.exitReason == .lost || job.exitReason == .engineRestart, "\(job.lastError ?? "")")
                    }
                    try await lab.quiesce()
                    #expect(try lab.truthRecords().values.allSatisfy { $0.count { $0.word == "start" } == 1 })
                }
            }
        }
    }

    @Test(
        "F61 F62 I8 a network that is cut, dropping or rejecting: jobs are unknown, go on, and none runs twice",
        arguments: ["DROP", "REJECT --reject-with tcp-reset"])
    func cutNetwork(rule: String) async throws {
        try await withFarLab { lab, engine in
            let numbers = try await lab.submit((0..<3).map { TruthJob(key: "j\($0)", code: 4, waitsForGate: true) })
            try await lab.waitForStarts(3)
            for number in numbers { try await lab.wait(for: number, "runs") { $0.status == .running } }
            try await engine.cutNetwork(rule)
            for number in numbers {
                let job = try await lab.wait(for: number, "is unknown") { $0.unknownSince != nil }
                #expect(job.status == .running)
            }
            try lab.openGate()
            try await engine.mendNetwork(rule)
            for number in numbers {
                let job = try await lab.wait(for: number, "has ended") { $0.status.isTerminal }
                #expect(job.exitCode == 4)
            }
            try await lab.quiesce()
            #expect(HistoryChecker.violations(of: try await lab.history()).isEmpty)
        }
    }

    @Test("F64 a flapping network: no double run, and reconnects stay few")
    func flapping() async throws {
        try await withFarLab { lab, engine in
            let numbers = try await lab.submit((0..<8).map { TruthJob(key: "j\($0)", waitsForGate: true) })
            try await lab.waitForStarts(8)
            try await engine.countConnections()
            // Five minutes of it with BERTH_SOAK.
            let flaps = Soak.isOn ? 75 : 5
            for _ in 0..<flaps {
                try await engine.cutNetwork("DROP")
                try await Task.sleep(for: .seconds(2))
                try await engine.mendNetwork("DROP")
                try await Task.sleep(for: .seconds(2))
            }
            try lab.openGate()
            for number in numbers { try await lab.wait(for: number, "has ended") { $0.status.isTerminal } }
            try await lab.quiesce()
            #expect(HistoryChecker.violations(of: try await lab.history()).isEmpty)
            // Each of eight jobs and the supervisor may have asked a few times in each cut; a storm would be thousands.
            #expect(try await engine.connections() < 80 * flaps)
        }
    }

    /// A worker that reaches its engine by TCP in a network of its own.
    private func withFarLab(_ body: (FaultLab, TestEngine) async throws -> Void) async throws {
        try await TestEngine.withPrivate("net", options: ["--", "--host=tcp://127.0.0.1:2375", "--tls=false"]) {
            engine in
            try await FaultLab.with(engine: engine, endpoint: "tcp://127.0.0.1:2375") { lab in
                try await lab.startWorker(wrapper: try engine.entering)
                try await body(lab, engine)
            }
        }
    }
}

extension TestEngine {
    /// Cuts the engine's network port off, in its own network.
    func cutNetwork(_ rule: String) async throws {
        for port in ["--dport", "--sport"] where port == "--dport" || rule == "DROP" {
            try await iptables("-I", "INPUT -i lo -p tcp \(port) 2375 -j \(rule)")
        }
    }

    func mendNetwork(_ rule: String) async throws {
        for port in ["--dport", "--sport"] where port == "--dport" || rule == "DROP" {
            try await iptables("-D", "INPUT -i lo -p tcp \(port) 2375 -j \(rule)")
        }
    }

    /// Counts the packets that ask for a connection from now on.
    func countConnections() async throws {
        try await iptables("-I", "OUTPUT -o lo -p tcp --dport 2375 --syn")
    }

    func connections() async throws -> Int {
        let result = try await enter(["iptables", "-w", "-t", "filter", "-L", "OUTPUT", "-v", "-x", "-n"])
        let line = result.standardOutput.split(separator: "\n").first { $0.contains("dpt:2375") }
        return line?.split(separator: " ").first.flatMap { Int($0) } ?? -1
    }

    private func iptables(_ verb: String, _ rule: String) async throws {
        let result = try await enter(["iptables", "-w", verb] + rule.split(separator: " ").map(String.init))
        guard result.code == 0 else { throw ShellCommand.Failure(description: "iptables: \(result.standardError)") }
    }
}
