import Foundation
import JobCore
import JobEngine
import MockExecution
import Testing

struct MockLifeTests {
    @Test("MOCK-04 MOCK-05 a container is created, runs after its delay and exits after its duration, on its own")
    func byTime() async throws {
        let clock = VirtualClock()
        let executor = try makeExecutor(["delay": "2s", "duration": "10s"], clock: clock)
        let container = try await executor.prepare(makeOrder())
        #expect(container.isFresh)
        #expect(try await executor.state(container.id) == .created)
        let begin = clock.now
        let starting = Task { try await executor.start(container) }
        try await eventually("the start call waits for the delay") { clock.sleeperCount == 1 }
        #expect(try await executor.state(container.id) == .created)
        clock.advance(by: .seconds(2))
        try await starting.value
        #expect(try await executor.state(container.id) == .running(isPaused: false))
        clock.advance(by: .milliseconds(9999))
        #expect(try await executor.state(container.id) == .running(isPaused: false))
        clock.advance(by: .milliseconds(1))
        let end = try await executor.inspect(container.id)
        #expect(end.state == .exited(code: 0, wasOutOfMemory: false))
        #expect(end.startedAt?.seconds == begin.seconds + 2)
        #expect(end.finishedAt?.seconds == begin.seconds + 12)
    }

    @Test("MOCK-05 an end stays, whatever is asked of the container afterwards")
    func endStays() async throws {
        let clock = VirtualClock()
        let executor = try makeExecutor(["failureRate": "1"], clock: clock)
        let id = try await executor.launch(makeOrder())
        let end = try await executor.inspect(id)
        clock.advance(by: .seconds(100))
        try await executor.start(PreparedContainer(id: id, isFresh: false))
        try await executor.stop(id, grace: .seconds(1))
        try await executor.kill(id)
        try await executor.step(id)
        #expect(try await executor.inspect(id) == end)
        #expect(end.state == .exited(code: 1, wasOutOfMemory: false))
    }

    @Test("MOCK-05 step by step nothing happens until the hook is called")
    func byStep() async throws {
        let clock = VirtualClock()
        let executor = try makeExecutor(["advance": "step", "duration": "1s"], clock: clock)
        let id = try await executor.prepare(makeOrder(environment: ["MOCK_EXIT": "5"])).id
        #expect(try await executor.step(id) == .running(isPaused: false))
        clock.advance(by: .seconds(3600))
        #expect(try await executor.state(id) == .running(isPaused: false))
        #expect(try await executor.step(id) == .exited(code: 5, wasOutOfMemory: false))
        #expect(try await executor.step(id) == .exited(code: 5, wasOutOfMemory: false))
    }

    @Test("MOCK-05 stop ends a running container with 143, kill with 137", arguments: [(false, 143), (true, 137)])
    func stopped(isKill: Bool, code: Int) async throws {
        let clock = VirtualClock()
        let executor = try makeExecutor(["duration": "1h"], clock: clock)
        let id = try await executor.launch(makeOrder())
        clock.advance(by: .seconds(3))
        try await isKill ? executor.kill(id) : executor.stop(id, grace: .seconds(10))
        let end = try await executor.inspect(id)
        #expect(end.state == .exited(code: code, wasOutOfMemory: false))
        #expect(end.finishedAt == clock.now)
    }

    @Test("DOCK-07 I2 preparing and starting again finds the same container and the same run")
    func idempotent() async throws {
        let clock = VirtualClock()
        let executor = try makeExecutor(["duration": "1h"], clock: clock)
        let first = try await executor.prepare(makeOrder())
        let again = try await executor.prepare(makeOrder())
        #expect(again.id == first.id && !again.isFresh)
        try await executor.start(first)
        let startedAt = try await executor.inspect(first.id).startedAt
        clock.advance(by: .seconds(5))
        try await executor.start(again)
        #expect(try await executor.inspect(first.id).startedAt == startedAt)
        #expect(try await executor.list(store: testStore).count == 1)
    }

    @Test("F42 a name that belongs to another attempt is a conflict")
    func foreignName() async throws {
        let executor = try makeExecutor()
        _ = try await executor.prepare(makeOrder(1))
        var order = makeOrder(2)
        order.containerName = makeOrder(1).containerName
        let error = await #expect(throws: ExecutorError.self) { try await executor.prepare(order) }
        #expect(error?.code == .conflict)
    }

    @Test(
        "DOCK-15 what does not exist is an answer to inspect, success to stop, kill and remove, an error to start and logs"
    )
    func missing() async throws {
        let executor = try makeExecutor()
        let id = ExecutionID("nobody")
        #expect(try await executor.state(id) == .notFound)
        try await executor.stop(id, grace: .zero)
        try await executor.kill(id)
        try await executor.remove(id)
        #expect(try await executor.usage(of: id, after: nil) == nil)
        let start = await #expect(throws: ExecutorError.self) {
            try await executor.start(PreparedContainer(id: id, isFresh: false))
        }
        #expect(start?.code == .notFound)
        await #expect(throws: LogReadingError.self) { try await executor.read(id) }
    }

    @Test("DOCK-09 a list names the store's own containers with attempt and token, removed ones not")
    func list() async throws {
        let executor = try makeExecutor()
        let ids = try await (Int64(1)...5).asyncMap { try await executor.launch(makeOrder($0)) }
        _ = try await executor.launch(makeOrder(6, store: StoreID(UUID())))
        try await executor.remove(ids[2])
        let list = try await executor.list(store: testStore)
        #expect(list.map(\.attempt?.job.rawValue) == [1, 2, 4, 5])
        #expect(list.map(\.token) == [1, 2, 4, 5])
        #expect(list.allSatisfy { $0.state == .exited(code: 0, wasOutOfMemory: false) })
        #expect(await executor.health().isHealthy)
    }

    @Test("MOCK-12 a thousand containers at once have ids of their own")
    func thousand() async throws {
        let executor = try makeExecutor()
        let ids = try await withThrowingTaskGroup(of: ExecutionID.self) { group in
            for job in Int64(1)...1000 { group.addTask { try await executor.launch(makeOrder(job)) } }
            return try await group.reduce(into: Set<ExecutionID>()) { $0.insert($1) }
        }
        #expect(ids.count == 1000)
        #expect(try await executor.list(store: testStore).count == 1000)
    }

    @Test("DOCK-12 usage grows while a container runs, stays within its limits, and ends with it")
    func usage() async throws {
        let clock = VirtualClock()
        let executor = try makeExecutor(["duration": "1m"], clock: clock)
        var order = makeOrder()
        order.spec.limits = ResourceLimits(memory: .megabytes(32), cpus: 0.1)
        let id = try await executor.launch(order)
        clock.advance(by: .seconds(10))
        let first = try #require(try await executor.usage(of: id, after: nil))
        clock.advance(by: .seconds(10))
        let second = try #require(try await executor.usage(of: id, after: first))
        #expect(first.cpuPercent == nil && first.source == .mock && second.memoryLimit == .megabytes(32))
        #expect(first.memory <= .megabytes(32) && second.memory <= .megabytes(32))
        #expect(abs(second.cpuSeconds - 2) < 1e-6)
        #expect(abs((second.cpuPercent ?? 0) - 10) < 1e-3)
        clock.advance(by: .seconds(60))
        #expect(try await executor.usage(of: id, after: second) == nil)
    }
}

extension Sequence {
    func asyncMap<T>(_ transform: (Element) async throws -> T) async throws -> [T] {
        var result: [T] = []
        for element in self { result.append(try await transform(element)) }
        return result
    }
}
