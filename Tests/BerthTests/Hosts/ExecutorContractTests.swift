import DockerExecution
import Foundation
import JobCore
import JobEngine
import Logging
import MockExecution
import Synchronization
import Testing

/// What every executor promises (BASE-01), on real engines of each kind and on the simulated one.
@Suite(.timeLimit(.minutes(5))) struct ExecutorContractTests {
    enum Kind: String, CaseIterable, Sendable {
        case dockerSocket, dockerTLS, dockerSSH, podman, mock
    }

    /// One executor, and the specifications that make its containers end, or not.
    struct Subject: Sendable {
        var executor: any ContainerExecutor
        var short: JobSpec
        var long: JobSpec
        var code: Int
    }

    private static func spec(_ command: String...) -> JobSpec {
        var spec = JobSpec(image: CommandLab.image, command: command)
        spec.networks = [NetworkAttachment(name: "none")]
        spec.stopGrace = .seconds(5)
        return spec
    }

    private func with(_ kind: Kind, _ body: (Subject) async throws -> Void) async throws {
        func lend(_ host: JobHost, _ variables: [String: String] = [:]) async throws {
            let maker = DockerExecutorMaker(
                environment: variables.merging(["DOCKER_CONFIG": "/nonexistent"]) { $1 }, home: "/nonexistent",
                logger: Logger(label: "test"))
            let executor = try maker.makeExecutor(for: host)
            let result: Result<Void, any Error>
            do {
                result = .success(
                    try await body(
                        Subject(
                            executor: executor, short: Self.spec("sh", "-c", "echo out; echo err >&2; exit 3"),
                            long: Self.spec("sleep", "300"), code: 3)))
            } catch {
                result = .failure(error)
            }
            await executor.close()
            try result.get()
        }
        switch kind {
        case .dockerSocket:
            try await lend(JobHost(name: "near", kind: .docker, endpoint: try TestEngine.shared().url))
        case .dockerTLS:
            try await RemoteEngine.withTLSEngine { engine, certificates in
                try await RemoteEngine.withPort(of: engine) { port in
                    try await lend(
                        JobHost(
                            name: "far", kind: .docker, endpoint: "tcp://127.0.0.1:\(port)",
                            options: certificates.hostOptions))
                }
            }
        case .dockerSSH:
            try await RemoteEngine.withSSH(to: .shared()) { far, _ in try await lend(far.host, far.environment) }
        case .podman:
            try await RemoteEngine.withPodman { engine in
                try await lend(JobHost(name: "podman", kind: .docker, endpoint: engine.url))
            }
        case .mock:
            let host = JobHost(name: "mock", kind: .mock, options: ["failureRate": "1", "duration": "1s"])
            let executor = try MockExecutor(host: host, statePath: nil)
            try await body(Subject(executor: executor, short: Self.spec(), long: Self.spec(), code: 1))
            await executor.close()
        }
    }

    @Test(
        "BASE-01 BASE-04 BASE-05 DOCK-01 a container is made once, started once, seen, ended, and removed, on every kind",
        arguments: Kind.allCases)
    func life(kind: Kind) async throws {
        try await with(kind) { subject in
            let executor = subject.executor
            let health = await executor.health()
            #expect(health.isHealthy, "\(health.failure ?? "")")
            #expect(health.responseTime > .zero)
            #expect(try await executor.capabilities().contains(.followLogs))
            let store = StoreID(UUID())
            let first = try await executor.incarnation()

            let order = self.order(subject.short, job: 1, store: store)
            let container = try await executor.prepare(order)
            #expect(try await executor.inspect(container.id).state == .created)
            #expect(try await executor.prepare(order).id == container.id)
            try await executor.start(container)
            try await executor.start(PreparedContainer(id: container.id, isFresh: false))
            let ended = try await eventually("it has ended") { () async throws -> ContainerInspection? in
                let inspection = try await executor.inspect(container.id)
                if case .exited = inspection.state { return inspection }
                return nil
            }
            #expect(ended.state == .exited(code: subject.code, wasOutOfMemory: false))
            #expect(ended.startedAt != nil && ended.finishedAt != nil)
            // A container that has ended is never run again.
            try await executor.start(PreparedContainer(id: container.id, isFresh: false))
            #expect(try await executor.inspect(container.id).finishedAt == ended.finishedAt)
            #expect(try await executor.list(store: store).map(\.attempt) == [order.identity.attempt])
            #expect(try await executor.list(store: StoreID(UUID())).isEmpty)
            let again = try await executor.incarnation()
            #expect(again.id == first.id)
            try await executor.stop(container.id, grace: .zero)
            try await executor.kill(container.id)
            try await executor.remove(container.id)
            try await executor.remove(container.id)
            #expect(try await executor.inspect(container.id).state == .notFound)
            #expect(try await executor.list(store: store).isEmpty)
        }
    }

    @Test("BASE-01 a running container is stopped within its grace time, and killed at once", arguments: Kind.allCases)
    func endings(kind: Kind) async throws {
        try await with(kind) { subject in
            let executor = subject.executor
            let store = StoreID(UUID())
            for (job, isKilled) in [(Int64(1), false), (2, true)] {
                let container = try await executor.prepare(order(subject.long, job: job, store: store))
                try await executor.start(container)
                #expect(try await executor.inspect(container.id).state.isRunning)
                if isKilled {
                    try await executor.kill(container.id)
                } else {
                    try await executor.stop(container.id, grace: .seconds(1))
                }
                try await eventually("it has ended") { try await !executor.inspect(container.id).state.isRunning }
                guard case .exited(let code, _) = try await executor.inspect(container.id).state else {
                    Issue.record("it has no exit code")
                    continue
                }
                #expect(code == 137 || code == 143 && !isKilled)
                try await executor.remove(container.id)
            }
        }
    }

    @Test(
        "BASE-01 LOG-01 both streams of a log arrive whole, while it is written and afterwards",
        arguments: Kind.allCases)
    func logs(kind: Kind) async throws {
        try await with(kind) { subject in
            let reader = try #require(subject.executor as? any LogFollowing)
            let container = try await subject.executor.prepare(order(subject.short, job: 1, store: StoreID(UUID())))
            try await subject.executor.start(container)
            let followed = Sizes()
            _ = try await reader.readLog(container.id, since: nil, follow: true) { followed.add($0) }
            let read = Sizes()
            _ = try await reader.readLog(container.id, since: nil, follow: false) { read.add($0) }
            let (live, whole) = (followed.bytes, read.bytes)
            #expect(live == whole)
            if kind != .mock { #expect(whole == [.stdout: 4, .stderr: 4]) }
            try await subject.executor.remove(container.id)
        }
    }

    @Test(
        "BASE-01 a command in a running container reads, writes and has an exit code, over every kind of line",
        arguments: Kind.allCases.filter { $0 != .mock })
    func commands(kind: Kind) async throws {
        try await with(kind) { subject in
            let runner = try #require(subject.executor as? any CommandExecuting)
            let container = try await subject.executor.prepare(order(subject.long, job: 1, store: StoreID(UUID())))
            try await subject.executor.start(container)
            let order = ExecOrder(["sh", "-c", "cat; echo end; exit 7"], takesInput: true)
            let session = try await runner.execute(order, in: container.id)
            let bytes = [UInt8](repeating: 0x78, count: 200_000)
            try await session.write(bytes)
            await session.endInput()
            var output = 0
            while let part = try await session.read() { output += part.bytes.count }
            #expect(output == bytes.count + 4)
            try await eventually("its exit code is known") { try await session.exitCode() == 7 }
            await session.close()
            try await subject.executor.remove(container.id)
        }
    }

    @Test(
        "BASE-01 BASE-13 CMD-01 standard input reaches a container's own process, whole and to its end; who cannot says so",
        arguments: Kind.allCases)
    func input(kind: Kind) async throws {
        try await with(kind) { subject in
            var spec = Self.spec("sh", "-c", "cat; echo end; exit 6")
            spec.takesInput = true
            let canRead = try await subject.executor.capabilities().contains(.input)
            #expect(canRead == (kind != .mock))
            guard canRead else {
                #expect(!(subject.executor is any InputAttaching))
                let refusal = #expect(throws: InvalidInput.self) { try subject.executor.validate(spec) }
                #expect(refusal?.message.contains("standard input") == true)
                return
            }
            try subject.executor.validate(spec)
            let attacher = try #require(subject.executor as? any InputAttaching)
            let container = try await subject.executor.prepare(order(spec, job: 1, store: StoreID(UUID())))
            try await subject.executor.start(container)
            let session = try await attacher.attach(to: container.id, receivesOutput: true)
            let bytes = [UInt8](repeating: 0x78, count: 200_000)
            try await session.write(bytes)
            await session.endInput()
            var output = 0
            while let part = try await session.read() { output += part.bytes.count }
            #expect(output == bytes.count + 4)
            await session.close()
            try await eventually("it has ended with its code") {
                let state = try await subject.executor.inspect(container.id).state
                return state == .exited(code: 6, wasOutOfMemory: false)
            }
            try await subject.executor.remove(container.id)
        }
    }

    @Test(
        "BASE-04 health never throws: who cannot be reached is not well, with a reason, a time and a duration",
        arguments: ["unix:///nonexistent.sock", "tcp://127.0.0.1:9", "ssh://127.0.0.1:9"])
    func illness(endpoint: String) async throws {
        let maker = DockerExecutorMaker(
            environment: ["PATH": "/usr/bin:/bin"], home: "/nonexistent", logger: Logger(label: "test"))
        let executor = try maker.makeExecutor(for: JobHost(name: "gone", kind: .docker, endpoint: endpoint))
        let began = Date()
        let health = await executor.health()
        #expect(!health.isHealthy)
        #expect(health.failureCode == .connection)
        #expect(health.failure?.contains(endpoint) == true)
        #expect(health.checkedAt >= began)
        await executor.close()
    }

    /// How many bytes of each stream came.
    private final class Sizes: Sendable {
        private let sizes = Mutex<[LogStream: Int]>([:])
        var bytes: [LogStream: Int] { sizes.withLock { $0 } }

        func add(_ batch: LogBatch) {
            sizes.withLock { sizes in
                for record in batch.records { sizes[record.stream, default: 0] += record.length }
            }
        }
    }

    private func order(_ spec: JobSpec, job: Int64, store: StoreID) -> LaunchOrder {
        let attempt = AttemptID(job: JobNumber(job), number: 1)
        return LaunchOrder(
            spec: spec,
            identity: ContainerIdentity(store: store, attempt: attempt, token: 1, worker: WorkerID()),
            containerName: ContainerIdentity.containerName(store: store, jobName: "contract", attempt: attempt),
            jobName: "contract")
    }
}
