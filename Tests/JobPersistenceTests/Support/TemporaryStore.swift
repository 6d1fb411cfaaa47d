import Foundation
import JobCore
import JobEngine
import JobPersistence

/// A store in a directory of its own, which is removed when the test ends on any path.
struct TemporaryStore: Sendable {
    let root: String
    let directory: StoreDirectory
    let store: SQLiteJobStore

    /// Where the key lies: beside the store's directory, never in it.
    static func keyPath(_ root: String) -> @Sendable (StoreID) -> String {
        { "\(root)/keys/store-\($0).key" }
    }

    /// Opens one more instance on the same files, as another process would.
    func another(role: SQLiteJobStore.Role = .client, busyLimit: Duration = .seconds(10)) async throws -> SQLiteJobStore
    {
        try await SQLiteJobStore.open(
            in: directory, role: role, keyPath: Self.keyPath(root), busyLimit: busyLimit)
    }
}

/// Runs `body` with a new store.
func withStore<Value>(
    role: SQLiteJobStore.Role = .worker, busyLimit: Duration = .seconds(10),
    now: @escaping @Sendable () -> Date = { Date() },
    _ body: (TemporaryStore) async throws -> Value
) async throws -> Value {
    try await withTemporaryDirectory { root in
        let directory = try StoreDirectory.open(root + "/store")
        let store = try await SQLiteJobStore.open(
            in: directory, role: role, keyPath: TemporaryStore.keyPath(root), busyLimit: busyLimit, now: now)
        do {
            let value = try await body(TemporaryStore(root: root, directory: directory, store: store))
            await store.close()
            return value
        } catch {
            await store.close()
            throw error
        }
    }
}

/// Runs `body` with a new empty directory, mode 0700.
func withTemporaryDirectory<Value>(_ body: (String) async throws -> Value) async throws -> Value {
    let root = NSTemporaryDirectory() + "/berth-test-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(
        atPath: root, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: root) }
    return try await body(root)
}

extension JobDraft {
    /// A draft that differs from the plainest only in what a test is about.
    static func plain(_ name: String = "nightly", change: (inout JobDraft) -> Void = { _ in }) -> JobDraft {
        var draft = JobDraft(name: name, spec: JobSpec(image: "busybox", command: ["true"]))
        change(&draft)
        return draft
    }
}

extension SQLiteJobStore {
    /// Adds a usable host.
    func addTestHost(_ name: String = "local", slots: Int = 10, memory: ByteCount? = nil, cores: Int? = nil)
        async throws
    {
        try await addHost(
            JobHost(
                name: name, kind: .mock, slots: slots,
                condition: HostCondition(state: .ok, checkedAt: Date(), cores: cores, memory: memory)),
            actor: "test")
    }

    /// Claims one job on a host.
    func claimOne(_ job: JobNumber, on host: String = "local", now: Date = Date()) async throws -> LiveAttempt? {
        try await claim(
            [ClaimRequest(job: job, host: host, reason: "the only host that fits")], worker: WorkerID(),
            leaseUntil: now.addingTimeInterval(30), now: now
        ).first
    }

    /// Drives a claimed attempt to its end.
    @discardableResult
    func finish(
        _ live: LiveAttempt, code: Int = 0, next: NextStep = .finish(.completed), now: Date = Date()
    ) async throws -> Job {
        try await record(.prepared(ExecutionID("c-\(live.attempt.id)")), fence: live.attempt.fence, now: now)
        try await record(.started(EngineTime(now), nil), fence: live.attempt.fence, now: now)
        return try await settle(
            AttemptOutcome(reason: .appExit, exitCode: code, finishedAt: EngineTime(now), reachedStart: true),
            next: next, log: LogProgress(), completeness: .complete, fence: live.attempt.fence, now: now)
    }
}
