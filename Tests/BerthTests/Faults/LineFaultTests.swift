import Foundation
import Glibc
import JobCore
import JobEngine
import JobPersistence
import Testing

/// The line to the engine is cut, stalled or closed while the engine itself is well.
@Suite("Faults of the line")
struct LineFaultTests {
    @Test("F31 F23 I5 I10 DOCK-18 every connection is cut again and again while logs stream: results true, logs whole")
    func cut() async throws {
        var generator = SeededGenerator("F31")
        let engine = try TestEngine.shared()
        try await Relay.with(to: engine) { relay in
            try await FaultLab.with(engine: engine, endpoint: relay.endpoint) { lab in
                let truths = (0..<4).map {
                    TruthJob(key: "job\($0)", lines: 1500, code: $0, pauseEvery: 15, waitsForGate: true)
                }
                try await lab.submit(truths)
                try await lab.startWorker()
                for _ in 0..<Soak.rounds(12) {
                    // The moment itself is what is random here.
                    try await Task.sleep(for: .milliseconds(.random(in: 50...600, using: &generator)))
                    relay.cut()
                }
                try lab.openGate()
                try await lab.quiesce()
                let history = try await lab.history()
                #expect(HistoryChecker.violations(of: history) == [])
                for job in history.jobs {
                    #expect(job.exitCode == history.submitted[job.number]?.code, "\(job.lastError ?? "")")
                    #expect(history.attempts.last { $0.id.job == job.number }?.logCompleteness == .complete)
                }
            }
        }
    }

    @Test("F39 I9 the stream of events is silent but open: the next list finds every end")
    func stalled() async throws {
        let engine = try TestEngine.shared()
        try await Relay.with(to: engine) { relay in
            try await FaultLab.with(engine: engine, endpoint: relay.endpoint) { lab in
                let truths = (0..<4).map { TruthJob(key: "job\($0)", lines: 30, code: $0, waitsForGate: true) }
                try await lab.submit(truths)
                try await lab.startWorker()
                try await lab.waitForStarts(4)
                try await eventually("all are stored as running") { try await lab.store.counts()[.running] == 4 }
                relay.stall()
                try lab.openGate()
                try await lab.quiesce()
                let history = try await lab.history()
                #expect(HistoryChecker.violations(of: history) == [])
                for job in history.jobs { #expect(job.exitCode == history.submitted[job.number]?.code) }
            }
        }
    }

    @Test("F40 I9 three hundred events and an end pass while the line is closed: the list afterwards finds the end")
    func missedEvents() async throws {
        let engine = try TestEngine.shared()
        try await Relay.with(to: engine) { relay in
            try await FaultLab.with(engine: engine, endpoint: relay.endpoint) { lab in
                let truth = TruthJob(key: "job", lines: 30, code: 6, waitsForGate: true)
                let number = try await lab.submit([truth])[0]
                try await lab.startWorker()
                try await lab.waitForStarts(1)
                try await lab.wait(for: number, "is running") { $0.status == .running }
                let container = try #require(try await lab.attempt(number)?.executionID?.rawValue)
                relay.close()
                relay.cut()
                let call = "curl -sS -X POST --unix-socket '\(engine.socketPath)' http://docker/containers/\(container)"
                try await ShellCommand.check(
                    "sh", ["-c", "i=0; while [ $i -lt 150 ]; do \(call)/pause; \(call)/unpause; i=$((i+1)); done"])
                try lab.openGate()
                try await eventually("the job has ended") {
                    try lab.truthRecords()["job"]?.contains { $0.word == "end" } ?? false
                }
                relay.open()
                try await lab.quiesce()
                let history = try await lab.history()
                #expect(HistoryChecker.violations(of: history) == [])
                #expect(history.jobs[0].exitCode == 6)
                #expect(history.attempts[0].logCompleteness == .complete)
            }
        }
    }
}
