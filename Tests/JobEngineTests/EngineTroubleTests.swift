import Foundation
import JobCore
import JobEngine
import JobPersistence
import MockExecution
import Synchronization
import Testing

@Suite("An engine that does not answer, or not rightly")
struct EngineTroubleTests {
    @Test(
        "I2 I3 DOCK-17 a job that has ended on an engine that then hangs is unknown until its log is read, and keeps its result"
    )
    func unknownMeanwhile() async throws {
        let engine = TroubledEngine(
            ScriptedExecutor([.exits(code: 3, output: [ScriptedLine("last words")])]), .silentLogs)
        try await WorkerFixture.with(["a": engine]) { fixture in
            let job = try await fixture.manager.jobs.submit(
                JobDraft(name: "job", spec: JobSpec(image: "berth/busybox", command: ["true"])))
            try await fixture.withWorker { _ in
                let waiting = try await fixture.wait(for: job) { $0.unknownSince != nil }
                #expect(waiting.status == .running)
                engine.recover()
                let ended = try await fixture.wait(for: job)
                #expect(ended.status == .failed)
                #expect(ended.exitCode == 3)
                #expect(ended.unknownSince == nil)
                #expect(try await fixture.output(of: job, .stdout) == "last words\n")
            }
        }
    }

    @Test("F92 I2 a job whose engine has forgotten that it was started is lost, keeps no slot, and leaves no container")
    func forgottenStart() async throws {
        let engine = TroubledEngine(ScriptedExecutor([.runs()]), .none)
        try await WorkerFixture.with(["a": engine]) { fixture in
            let job = try await fixture.manager.jobs.submit(
                JobDraft(name: "job", spec: JobSpec(image: "berth/busybox", command: ["true"])))
            try await fixture.withWorker { _ in
                try await fixture.wait(for: job) { $0.status == .running }
                engine.begin(.forgottenStart)
                let ended = try await fixture.wait(for: job)
                #expect(ended.status == .failed)
                #expect(ended.exitReason == .lost)
                #expect(ended.lastError?.contains("forgotten that it had started") == true)
                try await fixture.eventually("the container is removed") {
                    try await engine.list(store: fixture.store.id).isEmpty
                }
            }
        }
    }

    @Test("I12 a job that is given up keeps what was read of its log, and says why it may lack the rest")
    func givenUp() async throws {
        let engine = ScriptedExecutor([.runs(output: [ScriptedLine("first words")])])
        try await WorkerFixture.with(["a": engine]) { fixture in
            let job = try await fixture.manager.jobs.submit(
                JobDraft(name: "job", spec: JobSpec(image: "berth/busybox", command: ["true"])))
            try await fixture.withWorker { _ in
                try await fixture.wait(for: job) { $0.status == .running }
                try await fixture.eventually("its words are stored") {
                    try await fixture.output(of: job, .stdout) == "first words\n"
                }
                _ = try await fixture.manager.jobs.giveUp(job.number, isForced: true)
            }
            let attempt = try #require(try await fixture.manager.journal.attempts(of: job.number).first)
            #expect(attempt.logCompleteness == .incomplete(.givenUp))
            #expect(attempt.logLines == 1)
        }
    }
}

/// An engine that is in some trouble.
private final class TroubledEngine: ContainerExecutor, LogFollowing {
    enum Trouble {
        case none
        /// Logs cannot be read.
        case silentLogs
        /// What runs is said to be created only, as after a start of the machine that the engine did not notice.
        case forgottenStart
    }

    private let engine: ScriptedExecutor
    private let trouble: Mutex<Trouble>

    init(_ engine: ScriptedExecutor, _ trouble: Trouble) {
        self.engine = engine
        self.trouble = Mutex(trouble)
    }

    func begin(_ trouble: Trouble) { self.trouble.withLock { $0 = trouble } }
    func recover() { begin(.none) }
    private func has(_ kind: Trouble) -> Bool { trouble.withLock { $0 == kind } }

    func inspect(_ id: ExecutionID) async throws(ExecutorError) -> ContainerInspection {
        var inspection = try await engine.inspect(id)
        if has(.forgottenStart), inspection.state.isRunning { inspection.state = .created }
        return inspection
    }

    func list(store: StoreID) async throws(ExecutorError) -> [ContainerSummary] {
        try await engine.list(store: store).map { summary in
            var summary = summary
            if has(.forgottenStart), summary.state.isRunning { summary.state = .created }
            return summary
        }
    }

    func readLog(
        _ id: ExecutionID, since: EngineTime?, follow: Bool,
        into sink: @escaping @Sendable (LogBatch) async throws(StoreError) -> Void
    ) async throws(LogReadingError) -> LogReadingEnd {
        if has(.silentLogs) { throw .executor(ExecutorError(.timeout, "The engine hangs.")) }
        return try await engine.readLog(id, since: since, follow: follow, into: sink)
    }

    func prepare(_ order: LaunchOrder) async throws(ExecutorError) -> PreparedContainer {
        try await engine.prepare(order)
    }
    func start(_ container: PreparedContainer) async throws(ExecutorError) { try await engine.start(container) }
    func stop(_ id: ExecutionID, grace: Duration) async throws(ExecutorError) {
        try await engine.stop(id, grace: grace)
    }
    func kill(_ id: ExecutionID) async throws(ExecutorError) { try await engine.kill(id) }
    func remove(_ id: ExecutionID) async throws(ExecutorError) { try await engine.remove(id) }
    func health() async -> EngineHealth { await engine.health() }
    func incarnation() async throws(ExecutorError) -> EngineIncarnation { try await engine.incarnation() }
    func capabilities() async throws(ExecutorError) -> Set<Capability> { try await engine.capabilities() }
    func validate(_ spec: JobSpec) throws(InvalidInput) { try engine.validate(spec) }
    func close() async { await engine.close() }
}
