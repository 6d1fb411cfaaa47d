import Foundation
import JobCore
import JobPersistence
import MockExecution
import Testing

@testable import JobEngine

/// What is ended and removed while no worker runs.
@Suite struct ReapingTests {
    /// An engine all of whose containers are old.
    private struct OldClock: SimulationClock {
        var now: EngineTime { EngineTime(Date(timeIntervalSinceNow: -100)) }
        func sleep(until moment: EngineTime) async throws(CancellationError) {}
    }

    @Test("CMD-08 overdue jobs are stopped and end by their deadline, unknown ones go, all others stay as they are")
    func reap() async throws {
        let engine = ScriptedExecutor([.runs(), .runs(), .runs(), .exits(code: 0)], clock: OldClock())
        try await WorkerFixture.with(["a": engine]) { fixture in
            var host = try await fixture.manager.hosts.find("a")
            host.removal = .never
            try await fixture.manager.hosts.update(host)
            let spec = JobSpec(image: "i", command: ["c"])
            var jobs: [Job] = []
            try await fixture.withWorker { _ in
                for timeout in [Duration.seconds(60), .seconds(3600), nil] {
                    let job = try await fixture.manager.jobs.submit(JobDraft(spec: spec, timeout: timeout))
                    try await fixture.wait(for: job) { $0.status == .running }
                    jobs.append(job)
                }
                let ended = try await fixture.manager.jobs.submit(JobDraft(spec: spec))
                try await fixture.wait(for: ended)
                jobs.append(ended)
            }
            // What has ended is kept, as the host says.
            #expect(try await fixture.manager.reaping.plan().items.map(\.reason) == [.overdue])
            try await fixture.store.delete(jobs[3].number, actor: "test")
            let plan = try await fixture.manager.reaping.plan()
            #expect(Set(plan.items.map(\.reason)) == [.overdue, .unknown])
            #expect(try await fixture.manager.reaping.perform(plan).isEmpty)
            #expect(try await engine.list(store: fixture.store.id).count == 3)
            #expect(try await fixture.manager.reaping.plan().items.isEmpty)
            // The result is for the next worker to collect.
            #expect(try await fixture.manager.jobs.find(.number(jobs[0].number)).status == .running)
            try await fixture.withWorker { _ in
                #expect(try await fixture.wait(for: jobs[0]).status == .timeout)
                for job in jobs[1...2] {
                    #expect(try await fixture.manager.jobs.find(.number(job.number)).status == .running)
                    _ = try await fixture.manager.jobs.cancel(job.number, kill: true)
                    try await fixture.wait(for: job)
                }
            }
            #expect(await engine.unplannedCalls == [])
        }
    }

    @Test("CMD-08 who may only look ends nothing")
    func readOnly() async throws {
        try await WorkerFixture.with(["a": ScriptedExecutor([])]) { fixture in
            var context = fixture.manager.context
            context.isReadOnly = true
            await #expect(throws: ManagerError.self) {
                try await JobManager(context).reaping.perform(Reaping.Plan())
            }
        }
    }
}
