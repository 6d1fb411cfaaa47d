import Foundation
import JobCore
import JobEngine
import JobPersistence
import MockExecution
import Testing

@Suite("One worker after another")
struct TakeoverTests {
    @Test("F14 I13 a drained worker leaves its containers running, the next adopts them, and nothing starts twice")
    func handOver() async throws {
        let engine = ScriptedExecutor(Array(repeating: .runs(output: [ScriptedLine("line")]), count: 5))
        try await WorkerFixture.with(["a": engine]) { fixture in
            let drafts = (0..<5).map { JobDraft(name: "job-\($0)", spec: JobSpec(image: "i", command: ["c"])) }
            let jobs = try await fixture.manager.jobs.submit(drafts)
            try await fixture.withWorker { _ in
                for job in jobs { try await fixture.wait(for: job) { $0.status == .running } }
            }
            for job in jobs {
                #expect(try await fixture.manager.jobs.find(.number(job.number)).status == .running)
            }
            try await fixture.withWorker { _ in
                for job in jobs { _ = try await fixture.manager.jobs.cancel(job.number) }
                for job in jobs {
                    #expect(try await fixture.wait(for: job).status == .cancelled)
                    #expect(try await fixture.output(of: job, .stdout) == "line\n")
                }
            }
            #expect(await engine.starts.count == 5)
            #expect(await engine.unplannedCalls == [])
        }
    }

    @Test("F16 I2 I3 two workers at once on one store, as no lock allows: each job is started once and ends once")
    func two() async throws {
        let engine = ScriptedExecutor(Array(repeating: .exits(code: 3, output: [ScriptedLine("line")]), count: 12))
        try await WorkerFixture.with(["a": engine], slots: 3) { fixture in
            let drafts = (0..<12).map { JobDraft(name: "job-\($0)", spec: JobSpec(image: "i", command: ["c"])) }
            let jobs = try await fixture.manager.jobs.submit(drafts)
            try await fixture.withWorker { _ in
                try await fixture.wait(for: jobs[0]) { $0.status != .queued }
                // Adopts what the first one has begun, and claims beside it.
                try await fixture.withWorker(socketPath: fixture.directory.workerSocketPath + "2") { _ in
                    for job in jobs {
                        let ended = try await fixture.wait(for: job)
                        #expect(ended.exitCode == 3)
                    }
                }
            }
            #expect(await engine.starts.count == 12)
            #expect(await engine.unplannedCalls == [])
            let ends = try await fixture.store.events(after: 0, job: nil, limit: 10_000).filter { $0.kind == "failed" }
            #expect(Set(ends.compactMap(\.job)).count == 12 && ends.count == 12)
        }
    }

    @Test("I8 after a takeover the worker before it can write nothing about the attempt")
    func fencing() async throws {
        let engine = ScriptedExecutor([.runs()])
        try await WorkerFixture.with(["a": engine]) { fixture in
            let job = try await fixture.manager.jobs.submit(JobDraft(spec: JobSpec(image: "i", command: ["c"])))
            _ = try await fixture.withWorker { _ in try await fixture.wait(for: job) { $0.status == .running } }
            let old = try #require(try await fixture.store.liveAttempts().first)
            let new = try #require(
                try await fixture.store.adoptAll(worker: WorkerID(), leaseUntil: Date(), now: Date()).first)
            #expect(new.attempt.token > old.attempt.token)
            await #expect(throws: StoreError.self) {
                try await fixture.store.settle(
                    AttemptOutcome(reason: .appExit, exitCode: 0, reachedStart: true), next: .finish(.completed),
                    log: LogProgress(), completeness: .complete, fence: old.attempt.fence, now: Date())
            }
            #expect(try await fixture.manager.jobs.find(.number(job.number)).status == .running)
        }
    }

    @Test("the worker's lock has one holder, can be asked about, and is free when the holder is gone")
    func lock() throws {
        let path = FileManager.default.temporaryDirectory.path + "/lock-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(!WorkerLock.isHeld(at: path))
        do {
            guard let lock = try WorkerLock.acquire(at: path) else {
                Issue.record("a lock that nobody holds was refused")
                return
            }
            #expect(WorkerLock.isHeld(at: path))
            if try WorkerLock.acquire(at: path) != nil { Issue.record("the lock has two holders") }
            lock.release()
        }
        #expect(!WorkerLock.isHeld(at: path))
    }
}
