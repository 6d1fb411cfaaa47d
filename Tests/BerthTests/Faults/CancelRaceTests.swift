import Foundation
import Glibc
import JobCore
import JobEngine
import JobPersistence
import Testing

/// Requests to end a job that come at the worst moment.
@Suite("Races of cancel, deadline and end", .serialized)
struct CancelRaceTests {
    @Test("F84 I6 cancel at a random moment of a job's life, once or twice, polite or not: one end, and the right one")
    func randomMoments() async throws {
        var generator = SeededGenerator("F84")
        try await FaultLab.with { lab in
            let truths = (0..<Soak.rounds(40)).map { TruthJob(key: "job\($0)", lines: 3, code: $0 % 2) }
            try await lab.startWorker()
            let numbers = try await lab.submit(truths)
            try await withThrowingTaskGroup { group in
                for number in numbers {
                    let delay = Duration.milliseconds(Int.random(in: 0...8000, using: &generator))
                    let again = Bool.random(using: &generator)
                    let kill = Bool.random(using: &generator)
                    group.addTask {
                        // The moment itself is what is random here.
                        try await Task.sleep(for: delay)
                        // A job that has ended already refuses; that is one of the races.
                        _ = try? await lab.manager.jobs.cancel(number)
                        if again { _ = try? await lab.manager.jobs.cancel(number, kill: kill) }
                    }
                }
                try await group.waitForAll()
            }
            try await lab.quiesce()
            let history = try await lab.history()
            #expect(HistoryChecker.violations(of: history) == [])
            for job in history.jobs {
                let own: JobStatus = history.submitted[job.number]?.code == 0 ? .completed : .failed
                #expect(job.status == .cancelled || job.status == own)
            }
        }
    }

    @Test("F84 I6 cancel while a job is launching: its container never runs on, and nothing is left")
    func launching() async throws {
        try await FaultLab.with { lab in
            let numbers = try await lab.submit((0..<4).map { TruthJob(key: "job\($0)", waitsForGate: true) })
            // Between the stored id and the start there is half a second for the request to come.
            let worker = try await lab.startWorker(failpoint: "create.stored:500")
            try await eventually("a container was made") {
                try await lab.attempt(numbers[0])?.executionID != nil
            }
            for number in numbers { _ = try await lab.manager.jobs.cancel(number) }
            try await lab.quiesce()
            let history = try await lab.history()
            #expect(HistoryChecker.violations(of: history) == [])
            for job in history.jobs { #expect(job.status == .cancelled) }
            #expect(worker.isRunning)
        }
    }

    @Test("F84 I6 cancel while the engine is down and the worker is killed: the request survives both")
    func engineDown() async throws {
        try await TestEngine.withPrivate("cancel", options: ["--live-restore"]) { engine in
            try await FaultLab.with(engine: engine, slots: 2) { lab in
                let numbers = try await lab.submit([
                    TruthJob(key: "running", waitsForGate: true), TruthJob(key: "other", code: 3, waitsForGate: true),
                    TruthJob(key: "queued"),
                ])
                let worker = try await lab.startWorker()
                try await lab.waitForStarts(2)
                try await engine.command("kill")
                _ = try await lab.manager.jobs.cancel(numbers[0])
                let queued = try await lab.manager.jobs.cancel(numbers[2])
                #expect(queued.status == .cancelled)
                try await worker.killAndWait()
                try await lab.startWorker()
                #expect(try await lab.job(numbers[0]).isCancelling)
                try await engine.command("start")
                try await lab.wait(for: numbers[0], "is cancelled") { $0.status == .cancelled }
                try lab.openGate()
                try await lab.quiesce()
                let history = try await lab.history()
                #expect(HistoryChecker.violations(of: history) == [])
                #expect(history.jobs.first { $0.number == numbers[1] }?.exitCode == 3)
                #expect(history.records["queued"] == nil)
            }
        }
    }

    @Test("F85 I6 I13 a deadline at the very moment of the job's own end: one end, with its own reason")
    func deadlineAtEnd() async throws {
        try await FaultLab.with(slots: 12) { lab in
            let truths = (0..<12).map { TruthJob(key: "job\($0)", lines: 2, code: 3) }
            try await lab.submit(truths) { draft in
                // They end by themselves around the deadline, some before, some after.
                let number = Int(draft.name?.dropFirst(3) ?? "") ?? 0
                draft.timeout = .seconds(1)
                draft.spec.command[2] = draft.spec.command[2].replacingOccurrences(
                    of: "\n:\n", with: "\nsleep \(0.8 + Double(number) * 0.04)\n")
            }
            try await lab.startWorker(["--max-concurrent", "12"])
            try await lab.quiesce()
            let history = try await lab.history()
            #expect(HistoryChecker.violations(of: history) == [])
            for job in history.jobs {
                #expect(job.status == .timeout || (job.status == .failed && job.exitCode == 3))
                let reason = history.attempts.first { $0.id.job == job.number }?.exitReason
                #expect(job.status != .timeout || reason == .timeout)
            }
        }
    }
}
