import Dispatch
public import Foundation
import GRDB
public import JobCore
public import JobEngine
import Synchronization

/// The store on SQLite: one file, one active worker, any number of short writers (architecture.md 3, 6).
///
/// All work happens on GRDB's own queues; calls suspend and never block a thread of the cooperative pool. Task cancellation
/// does not interrupt a call, so that what was written is always reported as written.
public final class SQLiteJobStore: JobStore {
    /// What a process does with the store.
    public enum Role: Sendable {
        /// Holds the worker's lock: checks the file at the start, and alone moves the write-ahead log into it.
        case worker
        /// Holds the worker's lock after another that died or left: the file was checked at that one's start, and to go
        /// through a large one again would keep running jobs waiting.
        case successor
        /// Reads and makes short writes.
        case client
    }

    /// The store's identity.
    public let id: StoreID

    /// Where the key of the store's secrets lies; the file exists once a secret was stored.
    public var keyPath: String { secrets.keyPath }

    let pool: DatabasePool
    let commits: CommitQueue
    let failure: StoreFailure
    let secrets: SecretBox
    let now: @Sendable () -> Date
    let makeID: @Sendable () -> UUID
    private let watcher: DatabaseQueue
    private let databasePath: String
    /// What was found when the change counter was asked for last.
    private let lastLook = Mutex<(stamp: LogStamp, counter: Int64)?>(nil)
    private let checkpointer: Checkpointer?

    /// Opens the store in a directory, or makes it.
    ///
    /// - Parameters:
    ///   - directory: a checked directory.
    ///   - role: `worker` only for the holder of `worker.lock`.
    ///   - keyPath: where the key of a store lies; outside `directory`.
    ///   - busyLimit: how long a lock of another process is waited for. Default 10 s.
    ///   - now: the clock of actions whose caller gives no time.
    ///   - makeID: makes UUIDs of stores and jobs.
    /// - Throws: `configuration` when the store is newer than this program, `unknown` when it is damaged, `timeout` when it
    ///   is locked, `resource` when its disk is full, `permission` when it cannot be opened.
    public static func open(
        in directory: StoreDirectory, role: Role, keyPath: @escaping @Sendable (StoreID) -> String,
        busyLimit: Duration = .seconds(10), now: @escaping @Sendable () -> Date = { Date() },
        makeID: @escaping @Sendable () -> UUID = { UUID() }
    ) async throws(StoreError) -> SQLiteJobStore {
        let failure = StoreFailure(path: directory.databasePath, busyLimit: busyLimit)
        let result: Result<SQLiteJobStore, StoreError> = await withCheckedContinuation { continuation in
            DispatchQueue(label: "berth.store.open").async {
                do {
                    let opened = try OpenedDatabase.openPatiently(
                        directory: directory, role: role, busyLimit: busyLimit, makeID: makeID)
                    let store = SQLiteJobStore(
                        opened, role: role, keyPath: keyPath(opened.id), failure: failure, now: now, makeID: makeID)
                    continuation.resume(returning: .success(store))
                } catch {
                    continuation.resume(returning: .failure(failure.translate(error)))
                }
            }
        }
        return try result.get()
    }

    private init(
        _ opened: OpenedDatabase, role: Role, keyPath: String, failure: StoreFailure,
        now: @escaping @Sendable () -> Date, makeID: @escaping @Sendable () -> UUID
    ) {
        id = opened.id
        pool = opened.pool
        watcher = opened.watcher
        databasePath = opened.path
        self.failure = failure
        self.now = now
        self.makeID = makeID
        secrets = SecretBox(keyPath: keyPath, store: opened.id)
        checkpointer = role == .client ? nil : Checkpointer(pool: opened.pool)
        commits = CommitQueue(pool: opened.pool, failure: failure, files: opened.files)
    }

    /// Whether anything was committed by any process since the value was read last; cheap enough for once a second.
    public func changeCounter() async throws(StoreError) -> Int64 {
        if !mayHaveChanged, let last = lastLook.withLock({ $0 }) { return last.counter }
        let stamp = LogStamp(databasePath: databasePath)
        // `data_version` changes with every commit of another connection, and this one never commits.
        let result: Result<Int64, StoreError> = await withCheckedContinuation { continuation in
            watcher.asyncRead { [failure] database in
                continuation.resume(
                    returning: Result { try database.get().number("PRAGMA data_version") ?? 0 }
                        .mapError(failure.translate))
            }
        }
        let counter = try result.get()
        // Taken before the question: what was committed since has another stamp.
        lastLook.withLock { $0 = stamp.map { ($0, counter) } }
        return counter
    }

    /// Whether `changeCounter` may answer otherwise than it did last: one look at a file.
    public var mayHaveChanged: Bool {
        guard let last = lastLook.withLock({ $0 }), last.stamp.isSettled else { return true }
        return last.stamp != LogStamp(databasePath: databasePath)
    }

    /// Frees files and connections. Nothing may be called afterwards.
    public func close() async {
        commits.close()
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "berth.store.close").async { [self] in
                try? watcher.close()
                checkpointer?.finish()
                try? pool.close()
                continuation.resume()
            }
        }
    }

    /// Runs `body` in a transaction of its own or shared with other waiting writes; returns when it is durable.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        checkpointer?.noteWrite()
        return try await commits.write(body)
    }

    /// Runs `body` on a snapshot, beside any writer.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            pool.asyncRead { [failure] database in
                continuation.resume(returning: Result { try body(database.get()) }.mapError(failure.translate))
            }
        }
        return try result.get()
    }
}
