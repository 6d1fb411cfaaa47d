import Foundation
import Glibc
public import JobCore

/// Says that somebody is there to send a job its standard input, and whether the line to it was made: a file
/// `inputs/<job>` beside the worker's socket, locked by the process that will send. It is deleted when the line stands; the
/// kernel frees the lock when that process dies before. So no job waits forever for input that nobody will send.
public final class InputTicket: Sendable {
    private let path: String
    private let lock: WorkerLock

    /// Where a job's input stands.
    public enum State: Hashable, Sendable {
        /// Somebody is there, the line is not made yet.
        case awaited
        /// Whoever was to send it has gone before the line was made.
        case abandoned
        /// The line was made; its end, however it comes, ends the input.
        case connected
    }

    private init(path: String, lock: consuming WorkerLock) {
        self.path = path
        self.lock = lock
    }

    /// Takes the ticket for a job. Before the job may start.
    ///
    /// - Parameter socketPath: the worker's socket, beside which tickets lie.
    /// - Throws: `permission` when the file cannot be made, `conflict` when another process has it.
    public static func take(for job: JobNumber, beside socketPath: String) throws(StoreError) -> InputTicket {
        let path = path(of: job, beside: socketPath)
        mkdir(directory(beside: socketPath), 0o700)
        guard let lock = try WorkerLock.acquire(at: path) else {
            throw StoreError(.conflict, "Another process sends the input of job \(job).")
        }
        return InputTicket(path: path, lock: lock)
    }

    /// Looks where the input of a job stands.
    static func state(of job: JobNumber, beside socketPath: String) -> State {
        let path = path(of: job, beside: socketPath)
        if WorkerLock.isHeld(at: path) { return .awaited }
        return access(path, F_OK) == 0 ? .abandoned : .connected
    }

    /// Takes away what an abandoned ticket left.
    static func discard(of job: JobNumber, beside socketPath: String) {
        unlink(path(of: job, beside: socketPath))
    }

    /// Says that the line stands. Before the first byte is sent.
    public func redeem() { unlink(path) }

    private static func directory(beside socketPath: String) -> String {
        (socketPath as NSString).deletingLastPathComponent + "/inputs"
    }

    private static func path(of job: JobNumber, beside socketPath: String) -> String {
        "\(directory(beside: socketPath))/\(job)"
    }
}
