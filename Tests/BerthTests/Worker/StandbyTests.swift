import Foundation
import Glibc
import Synchronization
import Testing
import UnixSignals

@testable import berth

/// Workers that wait for another one, as processes.
@Suite(.timeLimit(.minutes(5))) struct StandbyTests {
    @Test("CMD-02 CMD-03 a second worker waits as a standby, says so, takes over, and is stopped by a signal")
    func standby() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let first = try await lab.start("worker")
            try await lab.waitForWorker(first)
            let second = try await lab.start("worker")
            try await eventually("the second waits") { second.log.contains("standby: another worker is active") }
            let third = try await lab.start("worker", "--log-format", "json")
            try await eventually("the third waits") { third.log.contains("\"message\":\"standby: another") }
            #expect(try await lab.check("worker", "status").contains("2 standbys wait"))
            let refused = try await lab.berth("worker", "--no-standby")
            #expect(refused.code == 1)
            #expect(refused.standardError.contains("Another worker is active"))
            // One that waits has nothing to hand over.
            third.signal(SIGTERM)
            #expect(try await third.end() == 0)
            #expect(try await lab.check("worker", "status", "--json").contains("\"standbyWorkers\" : 1"))
            try await first.killAndWait()
            try await lab.waitForWorker(second)
            #expect(second.log.contains("standby: taking over"))
            try await lab.check("worker", "stop", "--all")
            #expect(try await second.end() == 0)
        }
    }

    @Test("CMD-02 a worker that is stopped leaves to a standby; stop says so and leaves that one alone")
    func stop() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let first = try await lab.start("worker")
            try await lab.waitForWorker(first)
            let second = try await lab.start("worker")
            try await eventually("the second waits") { second.log.contains("standby:") }
            let stopped = try await lab.berth("worker", "stop")
            #expect(stopped.code == 0)
            #expect(stopped.standardError.contains("a standby has taken over (process \(second.processID))"))
            #expect(try await first.end() == 0)
            #expect(second.isRunning)
            try await lab.check("worker", "stop", "--all")
            #expect(try await second.end() == 0)
        }
    }

    @Test("CMD-03 a signal that comes while nobody receives waits for who receives next")
    func signalBetween() {
        let signals = WorkerSignals()
        let heard = Mutex<[UnixSignal]>([])
        signals.put(.sigterm)
        signals.receive { signal in heard.withLock { $0.append(signal) } }
        signals.hold()
        signals.put(.sighup)
        #expect(heard.withLock { $0 } == [.sigterm])
        signals.receive { signal in heard.withLock { $0.append(signal) } }
        signals.put(.sigusr1)
        #expect(heard.withLock { $0 } == [.sigterm, .sighup, .sigusr1])
    }

    @Test("CMD-02 CMD-03 a standby that is told to end while it takes over ends")
    func stopWhileTakingOver() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            for pause in [0, 2, 5, 10, 15, 20, 30] {
                let active = try await lab.start("worker")
                try await lab.waitForWorker(active)
                let standby = try await lab.start("worker")
                try await eventually("it waits") { standby.log.contains("standby: another worker is active") }
                active.signal(SIGKILL)
                try await Task.sleep(for: .milliseconds(pause))
                standby.signal(SIGTERM)
                #expect(try await standby.end() == 0)
                try await active.end()
            }
        }
    }

    @Test("S34 CMD-02 after the death of a worker, stop signals nobody: who is active is known by the lock alone")
    func staleNumber() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let worker = try await lab.start("worker")
            try await lab.waitForWorker(worker)
            try await worker.killAndWait()
            // The register still names the number that the dead process had.
            #expect(try await lab.berth("worker", "status").code == 1)
            let stopped = try await lab.berth("worker", "stop")
            #expect(stopped.code == 0)
            #expect(stopped.standardError.contains("No worker is active"))
            let next = try await lab.start("worker", "--once")
            #expect(try await next.end() == 0)
        }
    }

    /// Jobs of a simulated host that take a moment, so that each death of a worker meets some of them.
    @Test("CMD-02 I1 I4 three standbys, the active worker killed ten times: no job lost, none run twice")
    func relay() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            try await lab.check(
                "host", "add", "mock", "--kind", "mock", "--slots", "6", "--option", "duration=200ms..600ms")
            for _ in 0..<3 { _ = try await lab.shell(#"for i in $(seq 40); do $berth run -d --no-worker x y; done"#) }
            var workers: [WorkerProcess] = []
            for _ in 0..<4 { workers.append(try await lab.start("worker")) }
            for round in 0..<10 {
                let active = try await eventually("an active worker in round \(round)") { () async throws -> pid_t? in
                    let status = try await lab.berth("worker", "status", "--json").standardOutput
                    guard let id = status.firstMatch(of: /"processID" : (\d+)/)?.output.1 else { return nil }
                    return workers.contains { $0.isRunning && "\($0.processID)" == id } ? pid_t(id) : nil
                }
                try await Task.sleep(for: .milliseconds(Int.random(in: 100...700)))
                guard let place = workers.firstIndex(where: { $0.processID == active }) else { continue }
                try await workers.remove(at: place).killAndWait()
                workers.append(try await lab.start("worker"))
            }
            try await eventually("all jobs have ended", within: .seconds(120)) {
                try await lab.check("list", "--status", "active", "--all", "--format", "ids").isEmpty
            }
            let ended = try await lab.check("list", "--status", "completed", "--all", "--format", "ids")
            #expect(ended.split(separator: "\n").count == 120)
            // An attempt is used when its container was started: a second one would be a second run.
            let twice = try await lab.shell(
                #"for i in $(seq 120); do $berth show $i --json | grep '"attemptsUsed"'; done | sort | uniq -c"#)
            #expect(twice.standardOutput.contains("120"))
            #expect(twice.standardOutput.contains("\"attemptsUsed\" : 1"))
            try await lab.check("worker", "stop", "--all")
            for worker in workers { try await worker.end() }
        }
    }
}

extension CommandLab {
    /// Waits until a process is the active worker.
    func waitForWorker(_ process: WorkerProcess) async throws {
        try await eventually("process \(process.processID) is the active worker") {
            try await self.berth("worker", "status", "--json").standardOutput
                .contains("\"processID\" : \(process.processID)")
        }
    }
}
