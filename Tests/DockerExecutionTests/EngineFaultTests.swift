import Foundation
import JobCore
import JobEngine
import Testing

@testable import DockerExecution

/// Engines that are killed, stopped and started again; each test has one of its own.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct EngineFaultTests {
    @Test(
        "F19 DOCK-18 after kill -9 and a new start another daemon is told, containers are found again and logs resume")
    func killed() async throws {
        try await PrivateEngine.with(options: ["--live-restore"]) { engine in
            try await engine.bench { bench in
                let id = try await bench.launch(
                    bench.order("sh", "-c", "i=0; while [ $i -lt 400 ]; do i=$((i+1)); echo $i; usleep 10000; done"))
                let before = try await bench.executor.incarnation()
                let collector = LogCollector()
                let reading = Task {
                    try await bench.executor.readLog(id, since: nil, follow: true) { collector.add($0) }
                }
                _ = try await eventually("some lines are there") { collector.log.lines.count > 20 ? true : nil }
                try await engine.run("kill")
                let result = await reading.result
                #expect(throws: LogReadingError.self) { try result.get() }
                let error = await #expect(throws: ExecutorError.self) { try await bench.executor.inspect(id) }
                #expect(error?.isOutage == true)
                try await engine.run("start", "--live-restore")

                let after = try await bench.executor.incarnation()
                #expect(after.id != before.id)
                #expect(try #require(after.startedAt) > (try #require(before.startedAt)))
                #expect(try await bench.executor.inspect(id).state.isRunning)
                let first = collector.log.lines
                let rest = try await bench.log(id, since: first.last?.time, follow: true)
                let overlap = first.count { $0.time == first.last?.time }
                #expect(first.map(\.text) + rest.lines.dropFirst(overlap).map(\.text) == (1...400).map { "\($0)\n" })
                #expect(try await bench.ended(id).state == .exited(code: 0, wasOutOfMemory: false))
            }
        }
    }

    @Test("decisions 2: an end that a restart invented is not before the new daemon's start; a real one is")
    func inventedEnds() async throws {
        try await PrivateEngine.with { engine in
            try await engine.bench { bench in
                // Ends when it is told to, not by the clock of a busy machine.
                let real = try await bench.launch(
                    bench.order("sh", "-c", "trap 'exit 7' USR1; echo ready; while true; do sleep 0.1; done", job: 1))
                let killed = try await bench.launch(bench.order("sleep", "100", job: 2))
                let process = try #require(try await bench.executor.inspect(real).processID)
                _ = try await eventually("the first job listens") {
                    try await bench.log(real).lines.isEmpty ? nil : true
                }
                try await engine.run("kill")
                kill(Int32(process), SIGUSR1)
                _ = try await eventually("the first job has ended while no daemon was there to see it") {
                    FileManager.default.fileExists(atPath: "/proc/\(process)") ? nil : true
                }
                try await engine.run("start")
                let daemon = try #require(try await bench.executor.incarnation().startedAt)
                let realEnd = try await bench.ended(real)
                #expect(realEnd.state == .exited(code: 7, wasOutOfMemory: false))
                #expect(try #require(realEnd.finishedAt) < daemon)
                let inventedEnd = try await bench.ended(killed)
                #expect(try #require(inventedEnd.finishedAt) >= daemon)
            }
        }
    }

    @Test("F28 I14 an engine that is stopped (SIGSTOP) fails a ping after 2 s and is well again after SIGCONT")
    func stopped() async throws {
        try await PrivateEngine.with { engine in
            try await engine.bench { bench in
                #expect(await bench.executor.health().isHealthy)
                let pid = try #require(Int32(try await engine.run("pid").filter { !$0.isWhitespace }))
                kill(pid, SIGSTOP)
                defer { kill(pid, SIGCONT) }
                #expect(await bench.executor.health().failureCode == .timeout)
                kill(pid, SIGCONT)
                #expect(await bench.executor.health().isHealthy)
            }
        }
    }

    @Test("F24 without containerd a start is an outage, and works again when it is back; running jobs go on")
    func containerd() async throws {
        try await PrivateEngine.with { engine in
            try await engine.bench { bench in
                let running = try await bench.launch(bench.order("sleep", "100", job: 1))
                let container = try await bench.executor.prepare(bench.order("true", job: 2))
                try await engine.run("kill-containerd")
                // Started until it is, and not once more: a container that has ended would run again.
                _ = try await eventually("the job is started") { () -> Bool? in
                    do {
                        try await bench.executor.start(container)
                        return true
                    } catch let error as ExecutorError {
                        #expect(error.isOutage, "\(error)")
                        return nil
                    }
                }
                #expect(try await bench.ended(container.id).state == .exited(code: 0, wasOutOfMemory: false))
                #expect(try await bench.executor.inspect(running).state.isRunning)
            }
        }
    }
}
