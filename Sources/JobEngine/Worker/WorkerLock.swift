import Foundation
import Glibc
public import JobCore

/// The lock that makes one worker the active one of a store. The kernel frees it when the process dies, however it dies,
/// so that a standby on the machine takes over at once.
///
/// An open file description lock (fcntl(2), `F_OFD_SETLK`): unlike `flock` it can be asked about without being taken.
public struct WorkerLock: ~Copyable, Sendable {
    private let descriptor: Int32

    /// `F_OFD_GETLK` and `F_OFD_SETLK` of Linux; the Glibc module does not import them.
    private static let query: Int32 = 36
    private static let set: Int32 = 37

    /// Tries to take the lock, making the file (mode 0600) when needed; returns `nil` when another worker holds it.
    ///
    /// - Throws: `permission` when the file cannot be opened for writing.
    public static func acquire(at path: String) throws(StoreError) -> WorkerLock? {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(
                .permission,
                "Could not open the worker's lock '\(path)': \(String(cString: strerror(errno))). Check who owns the store's directory."
            )
        }
        var lock = wholeFile
        guard fcntl(descriptor, set, &lock) == 0 else {
            close(descriptor)
            return nil
        }
        return WorkerLock(descriptor: descriptor)
    }

    /// Whether some process holds the lock now.
    public static func isHeld(at path: String) -> Bool {
        let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var lock = wholeFile
        return fcntl(descriptor, query, &lock) == 0 && lock.l_type != Int16(F_UNLCK)
    }

    /// Gives the lock back before the process ends.
    public consuming func release() {}

    deinit {
        close(descriptor)
    }

    private init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    private static var wholeFile: flock {
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        return lock
    }
}
