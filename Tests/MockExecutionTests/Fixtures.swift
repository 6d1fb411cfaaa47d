import Foundation
import JobCore
import JobEngine
import MockExecution
import Synchronization
import Testing

let testStore = StoreID(UUID())

func makeOrder(
    _ job: Int64 = 1, attempt: Int = 1, store: StoreID = testStore, environment: [String: String] = [:]
) -> LaunchOrder {
    var spec = JobSpec(image: "busybox")
    spec.environment = environment.map { EnvironmentVariable(name: $0.key, value: $0.value) }
    let id = AttemptID(job: JobNumber(job), number: attempt)
    return LaunchOrder(
        spec: spec, identity: ContainerIdentity(store: store, attempt: id, token: job, worker: WorkerID()),
        containerName: ContainerIdentity.containerName(store: store, jobName: "job", attempt: id), jobName: "job")
}

func makeExecutor(
    _ options: [String: String] = [:], statePath: String? = nil, clock: any SimulationClock = VirtualClock()
) throws -> MockExecutor {
    try MockExecutor(
        host: JobHost(name: "mock", kind: .mock, options: options), statePath: statePath, clock: clock)
}

extension MockExecutor {
    /// Prepares and starts, and returns the id.
    func launch(_ order: LaunchOrder) async throws -> ExecutionID {
        let container = try await prepare(order)
        try await start(container)
        return container.id
    }

    func state(_ id: ExecutionID) async throws -> ContainerState {
        try await inspect(id).state
    }

    /// The exit codes of jobs 1 to `count`, launched in the given order, by job.
    func outcomes(ofJobs jobs: [Int64]) async throws -> [Int64: Int] {
        var codes: [Int64: Int] = [:]
        for job in jobs {
            if case .exited(let code, _) = try await state(launch(makeOrder(job))) { codes[job] = code }
        }
        return codes
    }
}

/// Lends a directory that is gone afterwards.
func withTemporaryDirectory<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let path = NSTemporaryDirectory() + "/mock-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    do {
        let result = try await body(path)
        try FileManager.default.removeItem(atPath: path)
        return result
    } catch {
        try? FileManager.default.removeItem(atPath: path)
        throw error
    }
}

/// Waits for something that happens on another task, at most ten seconds.
func eventually(_ what: Comment, _ condition: () async throws -> Bool) async throws {
    for _ in 0..<1000 {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("did not happen within 10 s: \(what)")
}

/// Takes in what is read from a log.
final class LogSink: Sendable {
    struct Line: Equatable {
        var stream: LogStream
        var text: String
        var time: EngineTime?
    }

    private let state = Mutex<(lines: [Line], largest: Int, inside: Int, overlapped: Bool)>(([], 0, 0, false))

    var lines: [Line] { state.withLock { $0.lines } }
    var largestBatch: Int { state.withLock { $0.largest } }
    var hasOverlapped: Bool { state.withLock { $0.overlapped } }

    func take(_ batch: LogBatch) async {
        state.withLock { state in
            state.inside += 1
            if state.inside > 1 { state.overlapped = true }
        }
        await Task.yield()
        state.withLock { state in
            state.largest = max(state.largest, batch.records.count)
            var rest = batch.bytes[...]
            for record in batch.records {
                let text = String(decoding: rest.prefix(record.length), as: UTF8.self)
                rest = rest.dropFirst(record.length)
                state.lines.append(Line(stream: record.stream, text: text, time: record.time))
            }
            state.inside -= 1
        }
    }
}

extension LogFollowing {
    /// Reads into a new sink.
    func read(_ id: ExecutionID, since: EngineTime? = nil, follow: Bool = false) async throws -> [LogSink.Line] {
        let sink = LogSink()
        #expect(try await readLog(id, since: since, follow: follow) { await sink.take($0) } == .ended)
        return sink.lines
    }
}

/// A value that tasks share.
final class Shared<Value: Sendable>: Sendable {
    private let state: Mutex<Value>

    init(_ value: Value) {
        state = Mutex(value)
    }

    var value: Value { state.withLock { $0 } }

    func change(_ change: (inout Value) -> Void) {
        state.withLock { change(&$0) }
    }
}
