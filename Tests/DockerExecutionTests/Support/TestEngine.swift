import Foundation
import JobCore
import JobEngine
import Logging
import Testing

@testable import DockerExecution

/// The private engine that `make test` starts (decisions 18). Tests never use an engine that they find.
enum TestEngine {
    struct Missing: Error, CustomStringConvertible {
        let variable: String
        var description: String {
            "\(variable) is not set: these tests need a private engine. Run `make test`, or start one with "
                + "`scripts/engine start` and set BERTH_TEST_ENGINE and BERTH_TEST_ENGINE_SCRIPT."
        }
    }

    /// Where it listens.
    static func endpoint() throws -> EngineEndpoint {
        guard let text = ProcessInfo.processInfo.environment["BERTH_TEST_ENGINE"] else {
            throw Missing(variable: "BERTH_TEST_ENGINE")
        }
        return try EngineEndpoint(parsing: text)
    }

    /// The path of its socket.
    static func socketPath() throws -> String {
        try #require(try endpoint().socketPath)
    }

    /// The script that starts, breaks and ends further engines.
    static func script() throws -> String {
        guard let path = ProcessInfo.processInfo.environment["BERTH_TEST_ENGINE_SCRIPT"] else {
            throw Missing(variable: "BERTH_TEST_ENGINE_SCRIPT")
        }
        return path
    }

    static let image = "berth/busybox"
}

/// An executor with a store of its own, whose containers are removed on every path.
struct Bench: Sendable {
    let executor: DockerExecutor
    let store = StoreID(UUID())
    let worker = WorkerID()

    /// Runs `body` with an executor on `endpoint`, the test engine unless given.
    static func with(
        endpoint: EngineEndpoint? = nil, environment: [String: String] = ["DOCKER_CONFIG": "/nonexistent"],
        settings: ExecutorSettings = ExecutorSettings(), _ body: (Bench) async throws -> Void
    ) async throws {
        let engine = try TestEngine.endpoint()
        let bench = Bench(
            executor: try DockerExecutor(
                EngineAccess(endpoint ?? engine), settings: settings, environment: environment, home: "/nonexistent",
                logger: Logger(label: "test")))
        let cleaner = try DockerExecutor(
            EngineAccess(engine), environment: [:], home: "/nonexistent", logger: Logger(label: "test"))
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(bench))
        } catch {
            result = .failure(error)
        }
        for container in try await cleaner.list(store: bench.store) { try await cleaner.remove(container.id) }
        await cleaner.close()
        await bench.executor.close()
        try result.get()
    }

    func order(_ spec: JobSpec, job: Int64 = 1, attempt: Int = 1, name: String = "test") -> LaunchOrder {
        let id = AttemptID(job: JobNumber(job), number: attempt)
        return LaunchOrder(
            spec: spec,
            identity: ContainerIdentity(
                store: store, attempt: id, token: 7, worker: worker, deadlineInSeconds: 60),
            containerName: ContainerIdentity.containerName(store: store, jobName: name, attempt: id), jobName: name)
    }

    func order(_ command: String..., job: Int64 = 1, attempt: Int = 1) -> LaunchOrder {
        order(Self.spec(command), job: job, attempt: attempt)
    }

    static func spec(_ command: [String]) -> JobSpec {
        var spec = JobSpec(image: TestEngine.image, command: command)
        spec.networks = [NetworkAttachment(name: "none")]
        return spec
    }

    /// Makes and starts a container.
    func launch(_ order: LaunchOrder) async throws -> ExecutionID {
        let container = try await executor.prepare(order)
        try await executor.start(container)
        return container.id
    }

    /// Waits, for at most 20 s, until the container has ended.
    func ended(_ id: ExecutionID) async throws -> ContainerInspection {
        try await eventually("container \(id.short) has ended") {
            let inspection = try await executor.inspect(id)
            return inspection.state.isRunning || inspection.state == .created ? nil : inspection
        }
    }

    /// Runs a container to its end and reads what it wrote.
    func run(_ order: LaunchOrder) async throws -> (ContainerInspection, CollectedLog) {
        let id = try await launch(order)
        let inspection = try await ended(id)
        return (inspection, try await log(id))
    }

    func log(_ id: ExecutionID, since: EngineTime? = nil, follow: Bool = false) async throws -> CollectedLog {
        let collected = LogCollector()
        let end = try await executor.readLog(id, since: since, follow: follow) { batch in collected.add(batch) }
        #expect(end == .ended)
        return collected.log
    }
}

/// Polls until there is a value, for at most 20 s.
func eventually<Value>(_ what: String, _ probe: () async throws -> Value?) async throws -> Value {
    let clock = ContinuousClock()
    let limit = clock.now + .seconds(20)
    while clock.now < limit {
        if let value = try await probe() { return value }
        try await Task.sleep(for: .milliseconds(20))
    }
    throw NeverHappened(what: what)
}

struct NeverHappened: Error, CustomStringConvertible {
    let what: String
    var description: String { "It never happened that \(what)." }
}
