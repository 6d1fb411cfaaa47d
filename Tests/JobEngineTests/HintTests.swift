import Foundation
import JobCore
import JobEngine
import JobPersistence
import MockExecution
import Testing

@Suite("Hints", .timeLimit(.minutes(1)))
struct HintTests {
    /// Takes changes up to the one that is waited for; a test that never sees it runs into its time limit.
    private func skip(_ changes: AsyncStream<Change>, to isIt: (Change) -> Bool) async {
        for await change in changes where isIt(change) { return }
    }

    @Test("a front end hears of the worker and of what it does, and hears when it is gone")
    func changes() async throws {
        let engine = ScriptedExecutor([.exits(code: 0, output: [ScriptedLine("x")])])
        try await WorkerFixture.with(["a": engine]) { fixture in
            let changes = fixture.manager.changes()
            let job = try await fixture.withWorker { _ in
                await skip(changes) { $0 == .worker(isPresent: true) }
                let job = try await fixture.manager.jobs.submit(
                    JobDraft(spec: JobSpec(image: "i", command: ["c"])))
                await skip(changes) {
                    guard case .hint(let hint) = $0 else { return false }
                    return hint.kind == .job && hint.job == job.number
                }
                return try await fixture.wait(for: job)
            }
            #expect(job.status == .completed)
            await skip(changes) { $0 == .worker(isPresent: false) }
        }
    }

    @Test("what any process changes is told at once while there is a worker, also where the worker has nothing to do")
    func othersChanges() async throws {
        try await WorkerFixture.with(["a": ScriptedExecutor([])]) { fixture in
            var draft = JobDraft(spec: JobSpec(image: "i", command: ["c"]))
            draft.notBefore = Date().addingTimeInterval(3_600)
            let job = try await fixture.manager.jobs.submit(draft)
            let changes = fixture.manager.changes()
            try await fixture.withWorker { _ in
                await skip(changes) { $0 == .worker(isPresent: true) }
                _ = try await fixture.manager.jobs.hold(job.number)
                await skip(changes) { $0 == .hint(Hint(kind: .job)) }
            }
        }
    }

    @Test("measurements and signs of life are told apart from what the journal tells of")
    func measurements() async throws {
        try await WorkerFixture.with(["a": ScriptedExecutor([])]) { fixture in
            let record = WorkerRecord(
                id: WorkerID(), processID: 1, machine: "m", startedAt: Date(), renewedAt: Date(),
                leaseUntil: Date().addingTimeInterval(30), version: "0")
            try await fixture.store.renewLease(record, now: Date())
            let changes = fixture.manager.changes()
            let task = Task {
                try await Task.sleep(for: .milliseconds(100))
                try await fixture.store.renewLease(record, now: Date())
            }
            await skip(changes) { $0 == .measurement }
            try await task.value
        }
    }

    @Test("without a worker a change by another process is noticed by the change counter")
    func counter() async throws {
        try await WorkerFixture.with(["a": ScriptedExecutor([])]) { fixture in
            let changes = fixture.manager.changes()
            let task = Task {
                try await Task.sleep(for: .milliseconds(100))
                return try await fixture.manager.jobs.submit(JobDraft(spec: JobSpec(image: "i", command: ["c"])))
            }
            await skip(changes) { $0 == .store }
            _ = try await task.value
        }
    }

    @Test("nobody is woken where nobody listens")
    func nobody() {
        let socket = WorkerSocket(path: "/nonexistent/worker.sock")
        socket.wake()
        #expect(!socket.drain())
        #expect(socket.listen() == nil)
    }
}
