import Foundation
import JobCore
import JobEngine
import Synchronization
import Testing

@Suite("Executors are made, cached and closed by the pool")
struct ExecutorPoolTests {
    private func host(_ name: String = "a", _ change: (inout JobHost) -> Void = { _ in }) -> JobHost {
        var host = JobHost(name: name, kind: .mock, endpoint: "first")
        change(&host)
        return host
    }

    @Test("ROUTE-13 the same host twice is the same executor, whatever else of it was edited")
    func same() async throws {
        let maker = CountingMaker()
        let pool = ExecutorPool(maker)
        let first = try pool.lend(for: host())
        let second = try pool.lend(
            for: host {
                $0.slots = 3; $0.weight = 7; $0.region = "eu"; $0.gpus = ["0"]
            })
        #expect(first.executor as? NamedExecutor === second.executor as? NamedExecutor)
        await first.end()
        await second.end()
        let third = try pool.lend(for: host())
        #expect(third.executor as? NamedExecutor === first.executor as? NamedExecutor)
        #expect(try pool.lend(for: host("b")).executor as? NamedExecutor !== third.executor as? NamedExecutor)
        #expect(maker.made.count == 2)
    }

    @Test("ROUTE-13 an edited host gets a new executor; the old one is closed after its last use, and once")
    func edited() async throws {
        let maker = CountingMaker()
        let pool = ExecutorPool(maker)
        let users = [try pool.lend(for: host()), try pool.lend(for: host())]
        let old = try #require(users[0].executor as? NamedExecutor)
        let renewed = try pool.lend(for: host { $0.endpoint = "second" })
        #expect((renewed.executor as? NamedExecutor)?.settings.endpoint == "second")
        #expect(old.closings == 0)
        await users[0].end()
        await users[0].end()
        #expect(old.closings == 0)
        await users[1].end()
        #expect(old.closings == 1)
        pool.invalidate(host: "a")
        let afterwards = try pool.lend(for: host { $0.endpoint = "second" })
        #expect(afterwards.executor as? NamedExecutor !== renewed.executor as? NamedExecutor)
        await renewed.end()
        #expect((renewed.executor as? NamedExecutor)?.closings == 1)
        await afterwards.end()
        #expect((afterwards.executor as? NamedExecutor)?.closings == 0)
        await pool.close()
        #expect((afterwards.executor as? NamedExecutor)?.closings == 1)
    }

    @Test("ROUTE-13 64 concurrent callers get one executor")
    func concurrent() async throws {
        let maker = CountingMaker()
        let pool = ExecutorPool(maker)
        let host = host()
        let seen = try await withThrowingTaskGroup(of: ObjectIdentifier?.self) { group in
            for _ in 0..<64 {
                group.addTask {
                    let lease = try pool.lend(for: host)
                    await Task.yield()
                    await lease.end()
                    return (lease.executor as? NamedExecutor).map { ObjectIdentifier($0) }
                }
            }
            return try await group.reduce(into: Set<ObjectIdentifier?>()) { $0.insert($1) }
        }
        #expect(seen.count == 1 && maker.made.count == 1)
    }

    @Test("ROUTE-02 settings that make no executor are an error of that host alone")
    func unbuildable() async throws {
        let pool = ExecutorPool(CountingMaker())
        let good = try pool.lend(for: host())
        #expect(throws: InvalidInput.self) { try pool.lend(for: host { $0.endpoint = "" }) }
        #expect((good.executor as? NamedExecutor)?.closings == 0)
        #expect(try pool.lend(for: host("b")).executor is NamedExecutor)
    }
}

/// Makes executors that know of their closing.
private final class CountingMaker: ExecutorMaking {
    private let state = Mutex<[NamedExecutor]>([])

    var made: [NamedExecutor] { state.withLock { $0 } }

    func makeExecutor(for host: JobHost) throws(InvalidInput) -> any ContainerExecutor {
        guard !host.endpoint.isEmpty else { throw InvalidInput("endpoint", "It is empty.") }
        let executor = NamedExecutor(host)
        state.withLock { $0.append(executor) }
        return executor
    }
}

/// Answers nothing; counts how often it was closed.
private final class NamedExecutor: ContainerExecutor {
    let settings: JobHost
    private let state = Mutex(0)

    init(_ settings: JobHost) {
        self.settings = settings
    }

    var closings: Int { state.withLock { $0 } }

    private var nothing: ExecutorError { ExecutorError(.unknown, "Nothing can be asked of it.") }

    func prepare(_ order: LaunchOrder) async throws(ExecutorError) -> PreparedContainer { throw nothing }
    func start(_ container: PreparedContainer) async throws(ExecutorError) { throw nothing }
    func inspect(_ id: ExecutionID) async throws(ExecutorError) -> ContainerInspection { throw nothing }
    func stop(_ id: ExecutionID, grace: Duration) async throws(ExecutorError) { throw nothing }
    func kill(_ id: ExecutionID) async throws(ExecutorError) { throw nothing }
    func remove(_ id: ExecutionID) async throws(ExecutorError) { throw nothing }
    func list(store: StoreID) async throws(ExecutorError) -> [ContainerSummary] { throw nothing }
    func health() async -> EngineHealth {
        EngineHealth(failure: "none", failureCode: .unknown, checkedAt: .distantPast, responseTime: .zero)
    }
    func incarnation() async throws(ExecutorError) -> EngineIncarnation { throw nothing }
    func capabilities() async throws(ExecutorError) -> Set<Capability> { throw nothing }
    func validate(_ spec: JobSpec) throws(InvalidInput) {}
    func close() async { state.withLock { $0 += 1 } }
}
