import Glibc
import JobCore
import Synchronization

/// Keeps an engine's daemon in sight, so that to ask again who listens costs a few calls of the kernel and no file.
final class DaemonSight: Sendable {
    /// A daemon, and its open `/proc/PID/stat`: once that process is gone, reading fails for good, whoever gets its pid.
    private final class Known: Sendable {
        let process: DaemonProcess
        private let descriptor: CInt

        init?(_ process: DaemonProcess) {
            let descriptor = open("/proc/\(process.pid)/stat", O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return nil }
            self.process = process
            self.descriptor = descriptor
            // Between the look and the opening it may have been replaced.
            guard DaemonProcess(pid: process.pid)?.id == process.id else { return nil }
        }

        deinit { close(descriptor) }

        /// Whether it lives and is no zombie.
        var isAlive: Bool {
            withUnsafeTemporaryAllocation(byteCount: 512, alignment: 1) { buffer in
                let count = pread(descriptor, buffer.baseAddress, buffer.count, 0)
                guard count > 0 else { return false }
                // The state stands behind the name, which is in parentheses and may hold anything.
                guard let end = buffer[..<count].lastIndex(of: 0x29), end + 2 < count else { return false }
                return buffer[end + 2] != 0x5A && buffer[end + 2] != 0x58
            }
        }
    }

    private let known = Mutex<Known?>(nil)

    /// The process that listens now. Asks the socket each time. Does not block, but for the first look at a daemon.
    ///
    /// - Returns: `nil` when the kernel does not tell: the daemon runs on another machine or in a foreign name space.
    /// - Throws: `EngineFailure.unreachable` when nobody takes a connection.
    func look(behind socketPath: String) async throws -> DaemonProcess? {
        // A service manager listens for others: then the socket does not tell.
        if let known = known.withLock({ $0 }), known.process.pid > 1,
            try DaemonProcess.peer(of: socketPath) == known.process.pid, known.isAlive
        {
            return known.process
        }
        return try await BlockingWork.run { [self] in
            let found = try DaemonProcess.find(behind: socketPath)
            // The first sight of a daemon is kept: the wall clock may have been set since.
            let before = known.withLock { $0 }
            if let before, before.process.id == found?.id { return before.process }
            let sight = found.flatMap(Known.init)
            known.withLock { $0 = sight }
            return found
        }
    }
}
