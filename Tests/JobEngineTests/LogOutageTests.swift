import Foundation
import JobCore
import JobEngine
import MockExecution
import Synchronization
import Testing

@Suite("An engine that hangs while a log is read")
struct LogOutageTests {
    @Test(
        "I2 I3 DOCK-17 a job that has ended on an engine that then hangs is unknown until its log is read, and keeps its result"
    )
    func unknownMeanwhile() async throws {
        let engine = SilentLogs(ScriptedExecutor([.exits(code: 3, output: [ScriptedLine("last words")])]))
        try await WorkerFixture.with(["a": engine]) { fixture in
            let job = try await fixture.manager.jobs.submit(
                JobDraft(name: "job", spec: JobSpec(image: "berth/busybox", command: ["true"])))
            try await fixture.withWorker { _ in
                let waiting = try await fixture.wait(for: job) { $0.unknownSince != nil }
                #expect(waiting.status == .running)
                engine.speak()
                let ended = try await fixture.wait(for: job)
                #expect(ended.status == .failed)
                #expect(ended.exitCode == 3)
                #expect(ended.unknownSince == nil)
                #expect(try await fixture.output(of: job, .stdout) == "last words\n")
            }
        }
    }
}

/// An engine whose logs cannot be read before it is told to answer.
private final class SilentLogs: ContainerExecutor, LogFollowing {
    private let engine: ScriptedExecutor
    private let isSilent = Mutex(true)

    init(_ engine: ScriptedExecutor) { self.engine = engine }

    func speak() { isSilent.withLock { $0 = false } }

    func readLog(
        _ id: ExecutionID, since: EngineTime?, follow: Bool,
        into sink: @escaping @Sendable (LogBatch) async throws(StoreError) -> Void
    ) async throws(LogReadingError) -> LogReadingEnd {
        if isSilent.withLock(\.self) { throw .executor(ExecutorError(.timeout, "The engine hangs.")) }
        return try await engine.readLog(id, since: since, follow: follow, into: sink)
    }

    func prepare(_ order: LaunchOrder) async throws(ExecutorError) -> PreparedContainer {
        try await engine.prepare(order)
    }
    func start(_ container: PreparedContainer) async throws(ExecutorError) { try await engine.start(container) }
    func inspect(_ id: ExecutionID) async throws(ExecutorError) -> ContainerInspection { try await engine.inspect(id) }
    func stop(_ id: ExecutionID, grace: Duration) async throws(ExecutorError) {
        try await engine.stop(id, grace: grace)
    }
    func kill(_ id: ExecutionID) async throws(ExecutorError) { try await engine.kill(id) }
    func remove(_ id: ExecutionID) async throws(ExecutorError) { try await engine.remove(id) }
    func list(store: StoreID) async throws(ExecutorError) -> [ContainerSummary] { try await engine.list(store: store) }
    func health() async -> EngineHealth { await engine.health() }
    func incarnation() async throws(ExecutorError) -> EngineIncarnation { try await engine.incarnation() }
    func capabilities() async throws(ExecutorError) -> Set<Capability> { try await engine.capabilities() }
    func validate(_ spec: JobSpec) throws(InvalidInput) { try engine.validate(spec) }
    func close() async { await engine.close() }
}
