import JobCore
import JobEngine
import MockExecution
import Testing

struct ScriptedExecutorTests {
    static func launch(_ executor: ScriptedExecutor, _ job: Int64) async throws -> ExecutionID {
        let container = try await executor.prepare(makeOrder(job))
        try await executor.start(container)
        return container.id
    }

    @Test("MOCK-14 the outcomes are played in the order of the launches, and nothing is left over")
    func plays() async throws {
        let missing = ExecutorError(.imageNotFound, "no image")
        let broken = ExecutorError(.invalidJob, "no such command", exitCode: 127)
        let executor = ScriptedExecutor([
            .exits(code: 3, output: [ScriptedLine("out"), ScriptedLine("err", stream: .stderr)]),
            .failsToPrepare(missing), .failsToStart(broken), .vanishes, .runs(),
            .exits(code: 137, wasOutOfMemory: true),
        ])
        let first = try await Self.launch(executor, 1)
        #expect(try await executor.inspect(first).state == .exited(code: 3, wasOutOfMemory: false))
        let lines = try await executor.read(first, follow: true)
        #expect(lines.map(\.text) == ["out\n", "err\n"] && lines.map(\.stream) == [.stdout, .stderr])
        #expect(try await executor.read(first, since: lines[1].time).map(\.text) == ["err\n"])
        let image = await #expect(throws: ExecutorError.self) { try await Self.launch(executor, 2) }
        #expect(image?.code == .imageNotFound)
        let start = await #expect(throws: ExecutorError.self) { try await Self.launch(executor, 3) }
        #expect(start?.exitCode == 127)
        let vanished = try await Self.launch(executor, 4)
        #expect(try await executor.inspect(vanished).state == .notFound)
        let running = try await Self.launch(executor, 5)
        #expect(try await executor.inspect(running).state == .running(isPaused: false))
        try await executor.stop(running, grace: .seconds(1))
        #expect(try await executor.inspect(running).state == .exited(code: 143, wasOutOfMemory: false))
        let last = try await Self.launch(executor, 6)
        #expect(try await executor.inspect(last).state == .exited(code: 137, wasOutOfMemory: true))
        #expect(await executor.unusedOutcomes == 0)
        #expect(await executor.unplannedCalls == [])
        #expect(await executor.starts.map(\.job.rawValue) == [1, 4, 5, 6])
    }

    @Test("MOCK-14 every call that was not planned is remembered")
    func unplanned() async throws {
        let executor = ScriptedExecutor([.exits(code: 0)])
        let nobody = ExecutionID("nobody")
        let container = try await executor.prepare(makeOrder(1))
        #expect(try await executor.prepare(makeOrder(1)).isFresh == false)
        try await executor.start(container)
        await #expect(throws: ExecutorError.self) { try await executor.start(container) }
        await #expect(throws: ExecutorError.self) { try await executor.prepare(makeOrder(2)) }
        await #expect(throws: ExecutorError.self) { try await executor.inspect(nobody) }
        await #expect(throws: ExecutorError.self) { try await executor.stop(nobody, grace: .zero) }
        await #expect(throws: ExecutorError.self) { try await executor.kill(nobody) }
        await #expect(throws: ExecutorError.self) { try await executor.remove(nobody) }
        await #expect(throws: LogReadingError.self) { try await executor.read(nobody) }
        #expect(await executor.unplannedCalls.count == 7)
        #expect(await executor.unplannedCalls.first?.contains("was started before") == true)
    }

    @Test("MOCK-14 removing twice is no unplanned call, and outcomes that were not played are told")
    func removal() async throws {
        let executor = ScriptedExecutor([.exits(code: 0), .exits(code: 0)])
        let id = try await Self.launch(executor, 1)
        #expect(try await executor.list(store: testStore).count == 1)
        try await executor.remove(id)
        try await executor.remove(id)
        try await executor.kill(id)
        #expect(try await executor.inspect(id).state == .notFound)
        #expect(try await executor.list(store: testStore).isEmpty)
        #expect(await executor.unplannedCalls == [])
        #expect(await executor.unusedOutcomes == 1)
    }

    @Test("MOCK-14 a follower of a running container is let go by its end")
    func follow() async throws {
        let executor = ScriptedExecutor([.runs(output: [ScriptedLine("working")])])
        let id = try await Self.launch(executor, 1)
        let sink = LogSink()
        let following = Task { try await executor.readLog(id, since: nil, follow: true) { await sink.take($0) } }
        try await eventually("the line is read") { sink.lines.count == 1 }
        try await executor.kill(id)
        #expect(try await following.value == .ended)
    }
}
