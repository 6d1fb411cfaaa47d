import Dispatch
import Foundation
import GRDB
import Glibc
import Synchronization

/// Moves a grown write-ahead log into the database and cuts it off once the worker has not written for a while. While it
/// writes, SQLite's own checkpoint every 1000 pages keeps the log bounded.
final class Checkpointer: Sendable {
    private struct State {
        var writes: UInt64 = 0
        var isScheduled = false
        var isStopped = false
    }

    /// How long nothing is written before a checkpoint.
    private static let idle = DispatchTimeInterval.seconds(5)
    /// A shorter log is left alone.
    private static let worthwhile: off_t = 1 << 20

    private let pool: DatabasePool
    private let state = Mutex(State())

    init(pool: DatabasePool) {
        self.pool = pool
    }

    /// Starts the wait anew.
    func noteWrite() {
        let isFirst = state.withLock { state in
            state.writes += 1
            defer { state.isScheduled = true }
            return !state.isScheduled
        }
        if isFirst { schedule() }
    }

    /// Moves the whole log into the database, once and for all. SQLite would do so when its last connection closes, but the
    /// pool closes its readers last, and those cannot write.
    func finish() {
        state.withLock { $0.isStopped = true }
        try? pool.writeWithoutTransaction { db in
            _ = try db.checkpoint(.truncate)
        }
    }

    private func schedule() {
        let seen = state.withLock { $0.writes }
        DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + Self.idle) { [weak self] in
            self?.wake(seen: seen)
        }
    }

    private func wake(seen: UInt64) {
        let isIdle = state.withLock { state -> Bool? in
            if state.isStopped { return nil }
            if state.writes == seen { state.isScheduled = false }
            return state.writes == seen
        }
        guard let isIdle else { return }
        guard isIdle else { return schedule() }
        var status = stat()
        guard lstat(pool.path + "-wal", &status) == 0, status.st_size > Self.worthwhile else { return }
        pool.asyncWriteWithoutTransaction { db in
            // A reader that holds an old snapshot makes this fail; the next idle moment comes.
            _ = try? db.checkpoint(.truncate)
        }
    }
}
