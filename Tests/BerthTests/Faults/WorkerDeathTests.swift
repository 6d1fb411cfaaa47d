import Foundation
import Glibc
import JobCore
import JobEngine
import JobPersistence
import Testing

/// The worker dies, is asked to end, or finds that another one died before it.
@Suite("Death of the worker", .serialized)
struct WorkerDeathTests {
    @Test(
        "F06 I10 I11 LOG-02 killed at random moments while logs stream: always a prefix of the truth, in the end all of it"
    )
    func killedWhileStreaming() async throws {
        var generator = SeededGenerator("F06")
        let rounds = Soak.rounds(20)
        try await FaultLab.with { lab in
            let truths = (0..<3).map {
                TruthJob(key: "stream\($0)", lines: 400 * rounds, code: 3, pauseEvery: 20, waitsForGate: true)
            }
            let numbers = try await lab.submit(truths)
            for _ in 0..<rounds {
                let worker = try await lab.startWorker()
                // The moment itself is what is random here.
                try await Task.sleep(for: .milliseconds(.random(in: 20...600, using: &generator)))
                try await worker.killAndWait()
                for (number, truth) in zip(numbers, truths) {
                    guard let attempt = try await lab.attempt(number) else { continue }
                    let log = try await lab.log(of: attempt.id)
                    #expect(truth.expectedOutput.starts(with: log.output))
                    #expect(truth.expectedErrors.starts(with: log.errors))
                }
            }
            try lab.openGate()
            try await lab.startWorker()
            try await lab.quiesce()
            let history = try await lab.history()
            #expect(HistoryChecker.violations(of: history) == [])
            for attempt in history.attempts { #expect(attempt.logCompleteness == .complete) }
            for job in history.jobs { #expect(job.exitCode == 3) }
        }
    }

    @Test("I1 I2 I3 a hundred running jobs are adopted: none started again, none lost")
    func adoption() async throws {
        try await FaultLab.with(slots: 100) { lab in
            let truths = (0..<100).map {
                TruthJob(key: "job\($0)", lines: 5, code: $0 % 2, waitsForGate: true, gate: "gate\($0 / 5)")
            }
            try await lab.submit(truths) { $0.spec.stopGrace = .seconds(1) }
            let first = try await lab.startWorker(["--max-concurrent", "100"])
            try await lab.waitForStarts(100, within: .seconds(180))
            try await eventually("all are stored as running") {
                try await lab.store.counts()[.running] == 100
            }
            try await first.killAndWait()
            try await lab.startWorker(["--max-concurrent", "100"])
            let adopted = try await eventually("all are adopted") { () async throws -> [JobEvent]? in
                let events = try await lab.store.events(after: 0, job: nil, limit: 10_000).filter {
                    $0.kind == "adopted"
                }
                return events.count >= 100 ? events : nil
            }
            #expect(Set(adopted.compactMap(\.job)).count == 100)
            try await lab.openGates(20)
            try await lab.quiesce(within: .seconds(240))
            let history = try await lab.history()
            #expect(HistoryChecker.violations(of: history) == [])
            #expect(history.attempts.count == 100)
        }
    }

    @Test("F12 I8 a worker whose heartbeat stands still ends by itself and leaves its jobs to the next one")
    func heartbeat() async throws {
        try await FaultLab.with { lab in
            let truth = TruthJob(key: "job", lines: 3, code: 4, waitsForGate: true)
            try await lab.submit([truth])
            let worker = try await lab.startWorker(
                failpoint: "heartbeat:3600000", variables: ["BERTH_LEASE_TTL": "3s"])
            try await lab.waitForStarts(1, within: .seconds(60))
            #expect(try await worker.end() == 0)
            #expect(worker.log.contains("does not renew its lease"))
            try await lab.startWorker()
            try lab.openGate()
            try await lab.quiesce()
            let history = try await lab.history()
            #expect(HistoryChecker.violations(of: history) == [])
            #expect(history.jobs.map(\.exitCode) == [4])
            #expect(history.attempts.count == 1)
        }
    }

    @Test("F13 a worker without memory for one more page takes no job along")
    func outOfMemory() async throws {
        try await FaultLab.with { lab in
            let truths = (0..<6).map { TruthJob(key: "job\($0)", lines: 2000, code: $0, waitsForGate: true) }
            try await lab.submit(truths)
            let worker = try await lab.startWorker()
            try await lab.waitForStarts(6)
            try await ShellCommand.check("prlimit", ["--pid", "\(worker.processID)", "--as=1048576"])
            try lab.openGate()
            // Where a thread cannot be made, libdispatch sleeps and tries again: then the work is done, but a job takes seconds.
            try await eventually("the worker has died, or has done its work without more memory", within: .seconds(120))
            {
                guard worker.isRunning else { return true }
                return try await lab.store.counts()[.running] == 0
            }
            try await worker.killAndWait()
            try await lab.startWorker()
            try await lab.quiesce()
            let history = try await lab.history()
            #expect(HistoryChecker.violations(of: history) == [])
            for job in history.jobs { #expect(job.exitCode == history.submitted[job.number]?.code) }
        }
    }

    @Test(
        "F14 I13 CMD-03 SIGTERM with 50 jobs running: it leaves in its grace, and the jobs are taken over as they run")
    func terminated() async throws {
        try await FaultLab.with(slots: 50) { lab in
            let truths = (0..<50).map {
                TruthJob(key: "job\($0)", lines: 10, code: $0 % 3, waitsForGate: true, gate: "gate\($0 / 5)")
            }
            try await lab.submit(truths)
            let worker = try await lab.startWorker(["--max-concurrent", "50", "--shutdown-timeout", "2s"])
            try await lab.waitForStarts(50, within: .seconds(120))
            worker.signal(SIGTERM)
            #expect(try await worker.end(within: .seconds(30)) == 0)
            #expect(
                try await lab.api.containers(ofStore: lab.store.id.description).filter { $0.state == "running" }.count
                    == 50)
            try await lab.startWorker(["--max-concurrent", "50"])
            try await lab.openGates(10)
            try await lab.quiesce()
            let history = try await lab.history()
            #expect(HistoryChecker.violations(of: history) == [])
            #expect(history.attempts.count == 50)
        }
    }

    @Test("F15 I13 CMD-03 a second signal ends it at once; the jobs run on", arguments: [SIGTERM, SIGINT])
    func terminatedTwice(_ signal: Int32) async throws {
        try await FaultLab.with { lab in
            let truths = (0..<4).map { TruthJob(key: "job\($0)", code: 3, waitsForGate: true) }
            try await lab.submit(truths)
            let worker = try await lab.startWorker(["--shutdown-timeout", "10m"])
            try await lab.waitForStarts(4)
            worker.signal(signal)
            try await eventually("it says that it drains") {
                worker.signal(signal)
                return !worker.isRunning
            }
            try lab.openGate()
            try await lab.startWorker()
            try await lab.quiesce()
            let history = try await lab.history()
            #expect(HistoryChecker.violations(of: history) == [])
            for job in history.jobs { #expect(job.exitCode == 3) }
        }
    }

    @Test("F18 I7 a job whose worker dies at each of its deliveries is given up; the others run")
    func poison() async throws {
        try await FaultLab.with(slots: 1) { lab in
            let poison = try await lab.submit([TruthJob(key: "poison")]) { $0.priority = 100 }
            try await lab.submit([TruthJob(key: "other", code: 4)])
            for _ in 0..<3 {
                let worker = try await lab.startWorker(failpoint: "launch.intent:kill", waitsUntilReady: false)
                #expect(try await worker.end() == WorkerProcess.killed)
            }
            try await lab.startWorker()
            try await lab.quiesce()
            let history = try await lab.history()
            #expect(HistoryChecker.violations(of: history) == [])
            let given = history.jobs.first { $0.number == poison[0] }
            #expect(given?.status == .failed)
            #expect(given?.attemptsUsed == 0)
            #expect(history.jobs.first { $0.number != poison[0] }?.exitCode == 4)
        }
    }
}
