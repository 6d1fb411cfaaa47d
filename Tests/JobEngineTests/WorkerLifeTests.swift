import Foundation
import JobCore
import JobEngine
import JobPersistence
import Logging
import MockExecution
import Testing

@Suite("A worker and the life of a job")
struct WorkerLifeTests {
    private func draft(_ change: (inout JobDraft) -> Void = { _ in }) -> JobDraft {
        var draft = JobDraft(name: "job", spec: JobSpec(image: "berth/busybox", command: ["true"]))
        change(&draft)
        return draft
    }

    @Test("I1 a job completes once, with its whole log and no container left")
    func completes() async throws {
        let engine = ScriptedExecutor([
            .exits(code: 0, output: [ScriptedLine("out"), ScriptedLine("err", stream: .stderr)])
        ])
        try await WorkerFixture.with(["a": engine]) { fixture in
            let job = try await fixture.manager.jobs.submit(draft())
            try await fixture.withWorker { _ in
                let ended = try await fixture.wait(for: job)
                #expect(ended.status == .completed)
                #expect(ended.exitCode == 0)
                #expect(try await fixture.output(of: job, .stdout) == "out\n")
                #expect(try await fixture.output(of: job, .stderr) == "err\n")
                try await fixture.eventually("the container is removed") {
                    try await engine.list(store: fixture.store.id).isEmpty
                }
            }
            let attempt = try #require(try await fixture.manager.journal.attempts(of: job.number).first)
            #expect(attempt.logCompleteness == .complete)
            #expect(attempt.removedAt != nil)
            #expect(await engine.unplannedCalls == [])
        }
    }

    @Test("QUEUE-06 a job's own failure is a result: it is not tried again")
    func ownFailure() async throws {
        let engine = ScriptedExecutor([.exits(code: 3)])
        try await WorkerFixture.with(["a": engine]) { fixture in
            let job = try await fixture.manager.jobs.submit(draft())
            let ended = try await fixture.withWorker { _ in try await fixture.wait(for: job) }
            #expect(ended.status == .failed)
            #expect(ended.exitCode == 3)
            #expect(ended.exitReason == .appExit)
            #expect(ended.attemptsUsed == 1)
            #expect(await engine.unplannedCalls == [])
        }
    }

    @Test("QUEUE-05 QUEUE-07 an exit code that is worth another attempt gets one, and both are kept")
    func retriedExitCode() async throws {
        let engine = ScriptedExecutor([.exits(code: 75), .exits(code: 0)])
        try await WorkerFixture.with(["a": engine]) { fixture in
            let job = try await fixture.manager.jobs.submit(
                draft {
                    $0.retryPolicy = RetryPolicy(
                        maxAttempts: 2, baseDelay: .milliseconds(10), maxDelay: .seconds(1), retriedExitCodes: [75])
                })
            let ended = try await fixture.withWorker { _ in try await fixture.wait(for: job) }
            #expect(ended.status == .completed)
            let attempts = try await fixture.manager.journal.attempts(of: job.number)
            #expect(attempts.map(\.exitCode) == [75, 0])
            #expect(attempts[0].token < attempts[1].token)
        }
    }

    @Test("QUEUE-06 DOCK-06 an image that does not exist is not tried again")
    func missingImage() async throws {
        let engine = ScriptedExecutor([.failsToPrepare(ExecutorError(.imageNotFound, "No image."))])
        try await WorkerFixture.with(["a": engine]) { fixture in
            let job = try await fixture.manager.jobs.submit(draft())
            let ended = try await fixture.withWorker { _ in try await fixture.wait(for: job) }
            #expect(ended.status == .failed)
            #expect(ended.exitReason == .imageError)
            #expect(ended.attemptNumber == 1)
            #expect(ended.attemptsUsed == 0)
        }
    }

    @Test("I7 F56 a failure of the infrastructure before start is tried again and burns no attempt")
    func infrastructureFailure() async throws {
        let engine = ScriptedExecutor([.failsToPrepare(ExecutorError(.resource, "Full.")), .exits(code: 0)])
        try await WorkerFixture.with(["a": engine]) { fixture in
            let job = try await fixture.manager.jobs.submit(draft { $0.retryStrategy = .highPriority })
            let ended = try await fixture.withWorker { _ in try await fixture.wait(for: job) }
            #expect(ended.status == .completed)
            #expect(ended.attemptNumber == 2)
            #expect(ended.attemptsUsed == 1)
            #expect(ended.infrastructureFailures == 1)
        }
    }

    @Test("F41 DOCK-08 a container that cannot be started is a failure with its code, and is removed once")
    func failedStart() async throws {
        let engine = ScriptedExecutor([
            .failsToStart(ExecutorError(.invalidJob, "No such command.", exitCode: 127))
        ])
        try await WorkerFixture.with(["a": engine]) { fixture in
            let job = try await fixture.manager.jobs.submit(draft())
            try await fixture.withWorker { _ in
                let ended = try await fixture.wait(for: job)
                #expect(ended.status == .failed)
                #expect(ended.exitCode == 127)
                #expect(ended.exitReason == .startError)
                #expect(ended.lastError == "No such command.")
                try await fixture.eventually("the container is removed") {
                    try await engine.list(store: fixture.store.id).isEmpty
                }
            }
            #expect(await engine.unplannedCalls == [])
        }
    }

    @Test("F45 LOG-03 a container that a stranger removed is a stated failure with an incomplete log")
    func removedByStranger() async throws {
        let engine = ScriptedExecutor([.vanishes])
        try await WorkerFixture.with(["a": engine]) { fixture in
            let job = try await fixture.manager.jobs.submit(draft())
            let ended = try await fixture.withWorker { _ in try await fixture.wait(for: job) }
            #expect(ended.status == .failed)
            #expect(ended.exitReason == .containerRemoved)
            #expect(ended.exitCode == nil)
            let attempt = try #require(try await fixture.manager.journal.attempts(of: job.number).first)
            #expect(attempt.logCompleteness == .incomplete(.containerRemoved))
        }
    }

    @Test("F50 a job that the kernel killed for memory says so")
    func outOfMemory() async throws {
        let engine = ScriptedExecutor([.exits(code: 137, wasOutOfMemory: true)])
        try await WorkerFixture.with(["a": engine]) { fixture in
            let job = try await fixture.manager.jobs.submit(draft())
            let ended = try await fixture.withWorker { _ in try await fixture.wait(for: job) }
            #expect(ended.status == .failed)
            #expect(ended.exitReason == .outOfMemory)
        }
    }

    @Test("F84 I6 a running job is cancelled, also when asked twice, and never completes afterwards")
    func cancelRunning() async throws {
        let engine = ScriptedExecutor([.runs(output: [ScriptedLine("begun")])])
        try await WorkerFixture.with(["a": engine]) { fixture in
            let job = try await fixture.manager.jobs.submit(draft())
            try await fixture.withWorker { _ in
                try await fixture.eventually("its output is there") {
                    try await fixture.output(of: job, .stdout) == "begun\n"
                }
                let asked = try await fixture.manager.jobs.cancel(job.number)
                #expect(asked.isCancelling)
                _ = try? await fixture.manager.jobs.cancel(job.number)
                let ended = try await fixture.wait(for: job)
                #expect(ended.status == .cancelled)
                #expect(try await fixture.output(of: job, .stdout) == "begun\n")
                let attempt = try #require(try await fixture.manager.journal.attempts(of: job.number).first)
                #expect(attempt.logCompleteness == .complete)
            }
        }
    }

    @Test("F84 a job that waits is cancelled at once and never gets a container")
    func cancelWaiting() async throws {
        let engine = ScriptedExecutor([])
        try await WorkerFixture.with(["a": engine]) { fixture in
            let job = try await fixture.manager.jobs.submit(draft { $0.isHeld = true })
            #expect(job.status == .pending)
            let ended = try await fixture.manager.jobs.cancel(job.number)
            #expect(ended.status == .cancelled)
            try await fixture.withWorker { _ in
                try await fixture.eventually("the worker has looked") {
                    try await fixture.manager.hosts.find("a").condition != nil
                }
            }
            #expect(await engine.unplannedCalls == [])
            #expect(try await fixture.manager.journal.attempts(of: job.number).isEmpty)
        }
    }

    @Test("I13 a job is ended by its deadline")
    func deadline() async throws {
        let engine = ScriptedExecutor([.runs()])
        try await WorkerFixture.with(["a": engine]) { fixture in
            let job = try await fixture.manager.jobs.submit(draft { $0.timeout = .seconds(1) })
            let ended = try await fixture.withWorker { _ in try await fixture.wait(for: job) }
            #expect(ended.status == .timeout)
            #expect(ended.exitReason == .timeout)
        }
    }

    @Test("QUEUE-01 jobs start by priority, then by age")
    func order() async throws {
        let engine = ScriptedExecutor(Array(repeating: .exits(code: 0), count: 4))
        try await WorkerFixture.with(["a": engine]) { fixture in
            let jobs = try await fixture.manager.jobs.submit([
                draft { $0.priority = 20 }, draft(), draft { $0.priority = 80 }, draft(),
            ])
            var options = WorkerOptions()
            options.maxConcurrent = 1
            try await fixture.withWorker(options) { _ in
                for job in jobs { try await fixture.wait(for: job) }
            }
            let order = await engine.starts.map(\.job)
            #expect(order == [jobs[2], jobs[1], jobs[3], jobs[0]].map(\.number))
        }
    }

    @Test("I23 never more live attempts than slots; the rest waits with the reason")
    func slots() async throws {
        let engine = ScriptedExecutor(Array(repeating: .runs(), count: 2))
        try await WorkerFixture.with(["a": engine], slots: 2) { fixture in
            let jobs = try await fixture.manager.jobs.submit((0..<3).map { _ in draft() })
            try await fixture.withWorker { _ in
                try await fixture.eventually("the third waits with a reason") {
                    let third = try await fixture.manager.jobs.find(.number(jobs[2].number))
                    return third.blockedReason?.contains("slots are taken") == true
                }
                for job in jobs.prefix(2) { try await fixture.wait(for: job) { $0.status == .running } }
                #expect(await engine.starts.count == 2)
            }
        }
    }

    @Test("a held job waits for its release, a scheduled one for its time")
    func holdAndSchedule() async throws {
        let engine = ScriptedExecutor([.exits(code: 0), .exits(code: 0)])
        try await WorkerFixture.with(["a": engine]) { fixture in
            let held = try await fixture.manager.jobs.submit(draft { $0.isHeld = true })
            let scheduled = try await fixture.manager.jobs.submit(
                draft { $0.notBefore = Date().addingTimeInterval(0.4) })
            #expect(scheduled.status == .pending)
            try await fixture.withWorker { _ in
                let ended = try await fixture.wait(for: scheduled)
                #expect(try #require(ended.startedAt) >= #require(scheduled.notBefore))
                #expect(try await fixture.manager.jobs.find(.number(held.number)).status == .pending)
                _ = try await fixture.manager.jobs.release(held.number)
                #expect(try await fixture.wait(for: held).status == .completed)
            }
        }
    }

    @Test("CMD-02 an idle worker leaves, but not while something is due at a time to come")
    func idleExit() async throws {
        let engine = ScriptedExecutor([.exits(code: 0)])
        try await WorkerFixture.with(["a": engine]) { fixture in
            let job = try await fixture.manager.jobs.submit(
                draft { $0.notBefore = Date(timeIntervalSinceNow: 1.5) })
            var options = WorkerOptions()
            options.idleExit = .milliseconds(100)
            let worker = Worker(
                store: fixture.store, logs: fixture.logs, executors: fixture.executors,
                socketPath: fixture.directory.workerSocketPath, options: options,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            // Returns by itself.
            try await worker.run()
            #expect(try await fixture.manager.jobs.find(.number(job.number)).status == .completed)
        }
    }
}
