import Foundation
import Glibc
public import JobCore

/// The lock that makes one worker the active one of a store. The kernel frees it when the process dies, however it dies,
/// so that a standby on the machine takes over at once.
///
/// Open file description locks (fcntl(2), `F_OFD_SETLK`): unlike `flock` they can be asked about without being taken, and
/// have a range. Byte 0 belongs to the active worker, each further one is the seat of a standby.
public struct WorkerLock: ~Copyable, Sendable {
    private let descriptor: Int32

    /// `F_OFD_GETLK`, `F_OFD_SETLK` and `F_OFD_SETLKW` of Linux; the Glibc module does not import them.
    private static let query: Int32 = 36
    private static let set: Int32 = 37
    private static let setAndWait: Int32 = 38

    /// So many standby workers can be told apart; further ones wait all the same.
    private static let seats = 1...32

    /// Tries to take the lock, making the file (mode 0600) when needed; returns `nil` when another worker holds it.
    ///
    /// - Throws: `permission` when the file cannot be opened for writing.
    public static func acquire(at path: String) throws(StoreError) -> WorkerLock? {
        try WorkerLock(path).taking(byte: 0)
    }

    /// Takes a seat among those who wait, so that they can be counted; `nil` when all are taken.
    ///
    /// - Throws: `permission` when the file cannot be opened for writing.
    public static func takeSeat(at path: String) throws(StoreError) -> WorkerLock? {
        for byte in seats {
            if let seat = try WorkerLock(path).taking(byte: byte) { return seat }
        }
        return nil
    }

    /// Waits for the lock on a thread of its own, where the kernel wakes it at the death of the holder, and hands it over.
    /// The wait itself cannot be given up; it ends with the process.
    ///
    /// - Throws: `permission` when the file cannot be opened for writing.
    public static func wait(
        at path: String, then takeOver: @escaping @Sendable (consuming WorkerLock) -> Void
    ) throws(StoreError) {
        let opened = try WorkerLock(path)
        // A descriptor of its own: a noncopyable value cannot be moved into the thread's closure.
        let descriptor = fcntl(opened.descriptor, F_DUPFD_CLOEXEC, 0)
        guard descriptor >= 0 else { throw Self.failure(path) }
        let thread = Thread {
            var lock = Self.range(of: 0)
            while fcntl(descriptor, setAndWait, &lock) != 0 {
                guard errno == EINTR else {
                    // Out of kernel locks, at worst: look again soon.
                    sleep(1)
                    continue
                }
            }
            takeOver(WorkerLock(descriptor: descriptor))
        }
        thread.name = "standby"
        thread.start()
    }

    /// Whether some process is the active worker now.
    public static func isHeld(at path: String) -> Bool {
        isTaken([0], at: path) > 0
    }

    /// How many standby workers wait.
    public static func standbyCount(at path: String) -> Int {
        isTaken(Array(seats), at: path)
    }

    /// Gives the lock back before the process ends.
    public consuming func release() {}

    deinit {
        close(descriptor)
    }

    private init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    private init(_ path: String) throws(StoreError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw Self.failure(path) }
        self.init(descriptor: descriptor)
    }

    private consuming func taking(byte: Int) -> WorkerLock? {
        var lock = Self.range(of: byte)
        if fcntl(descriptor, Self.set, &lock) == 0 { return self }
        return nil
    }

    private static func failure(_ path: String) -> StoreError {
        StoreError(
            .permission,
            "Could not open the worker's lock '\(path)': \(String(cString: strerror(errno))). Check who owns the store's directory."
        )
    }

    private static func isTaken(_ bytes: [Int], at path: String) -> Int {
        let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return 0 }
        defer { close(descriptor) }
        return bytes.count { byte in
            var lock = range(of: byte)
            return fcntl(descriptor, query, &lock) == 0 && lock.l_type != Int16(F_UNLCK)
        }
    }

    private static func range(of byte: Int) -> flock {
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = off_t(byte)
        lock.l_len = 1
        return lock
    }
}
