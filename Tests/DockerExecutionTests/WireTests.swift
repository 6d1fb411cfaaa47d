import Foundation
import JobCore
import JobEngine
import NIOCore
import Testing

@testable import DockerExecution

struct WireTests {
    private func inspection(_ engine: String, _ name: String) throws -> ContainerInspection {
        let body = ByteBuffer(bytes: try Fixture.data(engine, name))
        return ContainerInspection(try JSONGate.decode(WireInspection.self, from: body))
    }

    @Test("DOCK-09 captured inspect answers of both engines give the same states", arguments: ["docker", "podman"])
    func states(engine: String) throws {
        let created = try inspection(engine, "inspect-created.json")
        #expect(created.state == .created)
        #expect(created.startedAt == nil && created.finishedAt == nil && created.processID == nil)
        let running = try inspection(engine, "inspect-running.json")
        #expect(running.state == .running(isPaused: false))
        #expect(running.processID != nil && running.startedAt != nil && running.finishedAt == nil)
        let exited = try inspection(engine, "inspect-exited-3.json")
        #expect(exited.state == .exited(code: 3, wasOutOfMemory: false))
        #expect(exited.finishedAt != nil && exited.labels["jm.job"] == "j1")
    }

    @Test("F50 a captured end by memory is 137 and says so on Docker; Podman 4 does not say it")
    func outOfMemory() throws {
        #expect(try inspection("docker", "inspect-oom.json").state == .exited(code: 137, wasOutOfMemory: true))
        #expect(try inspection("podman", "inspect-oom.json").state == .exited(code: 137, wasOutOfMemory: false))
    }

    @Test("F41 a captured failed start is `created` with the engine's error")
    func failedStart() throws {
        let failed = try inspection("docker", "inspect-start-failed.json")
        #expect(failed.state == .created)
        #expect(failed.startError?.contains("no such file or directory") == true)
        #expect(failed.startedAt == nil)
    }

    @Test("DOCK-09 captured lists give id, name and state", arguments: ["docker", "podman"])
    func list(engine: String) throws {
        let wire = try JSONGate.decode(
            [WireSummary].self, from: ByteBuffer(bytes: try Fixture.data(engine, "list.json")))
        let list = wire.map { ContainerSummary($0) }
        #expect(!list.isEmpty)
        #expect(list.allSatisfy { $0.name.hasPrefix("fx") && $0.id.rawValue.count == 64 && $0.createdAt != nil })
        #expect(list.contains { $0.state == .exited(code: 0, wasOutOfMemory: false) })
    }

    @Test("DOCK-09 a state that nobody knows is kept as it is")
    func unknownState() {
        #expect(ContainerState(word: "hibernating") == .unknown("hibernating"))
    }

    @Test(
        "DOCK-09 captured events tell start, end and removal, whatever the engine calls them",
        arguments: [
            "docker", "podman",
        ])
    func events(engine: String) throws {
        var decoder = JSONLineDecoder<WireEvent>()
        let bytes = try Fixture.bytes(engine, "events.jsonl")
        for byte in bytes { try [byte].withUnsafeBytes { try decoder.decode($0) } }
        try decoder.finish()
        let events = decoder.takeBatch().map { EngineEvent($0) }
        #expect(Set([.started, .died, .removed]).isSubset(of: Set(events.map(\.kind))))
        #expect(events.allSatisfy { $0.id.rawValue.count == 64 && $0.at.seconds > 1_795_000_000 })
    }

    @Test("DOCK-12 captured statistics: memory without page cache; two samples give the share of `docker stats`")
    func statistics() throws {
        let docker = ByteBuffer(bytes: try Fixture.data("docker", "stats-stream-false.json"))
        let wire = try JSONGate.decode(WireStatistics.self, from: docker)
        let at = Date(timeIntervalSince1970: 1_795_212_638)
        // 18,793,992 ns of CPU a second before, as the answer's own `precpu` has it.
        let before = UsageSample(
            at: at.addingTimeInterval(-1), memory: .bytes(0), memoryLimit: nil, cpuSeconds: 0.018793992,
            cpuPercent: nil, source: .engine)
        let sample = try #require(UsageSample(wire, at: at, after: before))
        #expect(sample.memory == .bytes(458_752))
        #expect(abs((sample.cpuPercent ?? 0) - 0.0032065) < 1e-6)
        #expect(sample.source == .engine)
    }

    @Test("DOCK-12 cgroup v2 by a captured answer: inactive_file is taken off, unknown fields are ignored")
    func statisticsOfVersionTwo() throws {
        let json =
            #"{"cpu_stats":{"cpu_usage":{"total_usage":1000000000}},"pids_stats":{"current":1},"x":[{}],"#
            + #""memory_stats":{"usage":536875008,"stats":{"inactive_file":4096,"file":9},"limit":1073741824}}"#
        let wire = try JSONGate.decode(WireStatistics.self, from: ByteBuffer(string: json))
        let sample = try #require(UsageSample(wire, at: Date(), after: nil))
        #expect(sample.memory == .bytes(536_870_912))
        #expect(sample.memoryLimit == .gigabytes(1))
        #expect(sample.cpuPercent == nil)
    }

    @Test("DOCK-12 deltas of zero give 0, also of time")
    func zeroDeltas() {
        let sample = UsageSample(
            at: Date(), memory: .bytes(1), memoryLimit: nil, cpuSeconds: 4, cpuPercent: nil, source: .engine)
        #expect(UsageSample.cpuPercent(cpuSeconds: 4, at: sample.at.addingTimeInterval(1), after: sample) == 0)
        #expect(UsageSample.cpuPercent(cpuSeconds: 5, at: sample.at, after: sample) == 0)
        #expect(UsageSample.cpuPercent(cpuSeconds: 3, at: sample.at.addingTimeInterval(1), after: sample) == 0)
    }

    @Test("DOCK-12 statistics of a stopped container are no sample")
    func stoppedStatistics() throws {
        let json = #"{"cpu_stats":{"cpu_usage":{"total_usage":0}},"memory_stats":{},"pids_stats":{}}"#
        let wire = try JSONGate.decode(WireStatistics.self, from: ByteBuffer(string: json))
        #expect(UsageSample(wire, at: Date(), after: nil) == nil)
    }
}
