import Foundation
import JobCore
import JobEngine
import JobPersistence
import Logging
import MockExecution
import Synchronization
import Testing

/// A store in a directory of its own, a front door, and workers on executors that the test chooses. All of it is gone when
/// the scope ends, on every path.
struct WorkerFixture: Sendable {
    let directory: StoreDirectory
    let store: SQLiteJobStore
    let logs: FileLogStore
    let executors: FixedExecutors
    let manager: JobManager

    /// Opens the scope with one host per executor.
    static func with(
        _ executors: [String: any ContainerExecutor], slots: Int = 10,
        _ body: (WorkerFixture) async throws -> Void
    ) async throws {
        let path = FileManager.default.temporaryDirectory.path + "/berth-\(UUID().uuidString.prefix(8))"
        let directory = try StoreDirectory.open(path)
        let store = try await SQLiteJobStore.open(in: directory, role: .worker, keyPath: { path + "-\($0.short).key" })
        let logs = FileLogStore(directory)
        let fixed = FixedExecutors(executors)
        let manager = JobManager(
            ManagerContext(
                store: store, logs: logs, executors: fixed, worker: WorkerSocket(path: directory.workerSocketPath),
                validation: JobValidation(), actor: "test"))
        // Those with a stroke stand for a host that was edited.
        for name in executors.keys where !name.contains("/") {
            try await manager.hosts.add(JobHost(name: name, kind: .mock, slots: slots))
        }
        let fixture = WorkerFixture(
            directory: directory, store: store, logs: logs, executors: fixed, manager: manager)
        let result = await Result { try await body(fixture) }
        await store.close()
        try? FileManager.default.removeItem(atPath: path)
        try result.get()
    }

    /// Runs a worker for as long as `body` does, then drains it without waiting for running jobs. A second one beside the
    /// first, which the lock keeps apart elsewhere, needs a socket of its own.
    func withWorker<Value: Sendable>(
        _ options: WorkerOptions = WorkerOptions(), notifications: (any NotificationSending)? = nil,
        socketPath: String? = nil,
        _ body: (Worker) async throws -> Value
    ) async throws -> Value {
        var options = options
        options.shutdownTimeout = .zero
        options.resyncPeriod = .milliseconds(300)
        let worker = Worker(
            store: store, logs: logs, executors: executors, socketPath: socketPath ?? directory.workerSocketPath,
            options: options, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            notifications: notifications)
        let running = Task { try await worker.run() }
        let result = await Result { try await body(worker) }
        worker.drain()
        try await running.value
        return try result.get()
    }

    /// Waits until a job is as expected; fails with what it is instead.
    @discardableResult
    func wait(
        for job: Job, until isDone: (Job) -> Bool = { $0.status.isTerminal },
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Job {
        let limit = ContinuousClock.now.advanced(by: .seconds(20))
        while true {
            let current = try await manager.jobs.find(.number(job.number))
            if isDone(current) { return current }
            guard ContinuousClock.now < limit else {
                Issue.record("job \(job.number) is still \(current.status)", sourceLocation: sourceLocation)
                return current
            }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Waits until something holds.
    func eventually(
        _ what: String, sourceLocation: SourceLocation = #_sourceLocation, _ holds: () async throws -> Bool
    ) async throws {
        let limit = ContinuousClock.now.advanced(by: .seconds(20))
        while try await !holds() {
            guard ContinuousClock.now < limit else {
                Issue.record("never: \(what)", sourceLocation: sourceLocation)
                return
            }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// The whole stored output of a stream of a job's latest attempt.
    func output(of job: Job, _ stream: LogStream) async throws -> String {
        guard let attempt = try await manager.jobs.find(.number(job.number)).latestAttempt else { return "" }
        let chunks = try await manager.logs.reader(for: attempt).chunks(from: 0, limit: .max, maxBytes: 1 << 30)
        return String(decoding: chunks.filter { $0.stream == stream }.flatMap(\.bytes), as: UTF8.self)
    }
}

/// Gives each host the executor that the test made for it.
struct FixedExecutors: ExecutorMaking {
    private let executors: [String: any ContainerExecutor]

    init(_ executors: [String: any ContainerExecutor]) {
        self.executors = executors
    }

    func makeExecutor(for host: JobHost) throws(InvalidInput) -> any ContainerExecutor {
        let name = host.options["variant"].map { "\(host.name)/\($0)" } ?? host.name
        guard let executor = executors[name] else {
            throw InvalidInput("host", "The test made no executor for host '\(host.name)'.")
        }
        return executor
    }
}

extension Result where Failure == any Error {
    init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
