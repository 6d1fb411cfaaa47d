import Foundation
import Glibc
public import JobCore

/// The directory of a store: `berth.sqlite`, `logs/`, `worker.lock`, `worker.sock`, `worker.log` (architecture.md 1).
///
/// A value of this type has been checked: it belongs to this user alone (0700, files 0600, S18), it is no symbolic link
/// (S19), and it lies on a local file system that can be written (F72).
public struct StoreDirectory: Hashable, Sendable {
    /// Absolute path.
    public let path: String

    /// The database.
    public var databasePath: String { path + "/berth.sqlite" }
    /// The logs of all attempts.
    public var logsPath: String { path + "/logs" }
    /// Locked by the active worker for as long as it lives.
    public var workerLockPath: String { path + "/worker.lock" }
    /// Where the active worker listens.
    public var workerSocketPath: String { path + "/worker.sock" }
    /// What a worker in the background writes.
    public var workerLogPath: String { path + "/worker.log" }

    /// Opens a store's directory, or makes it.
    ///
    /// Blocks for a few system calls; call it before there is anything to hold up.
    ///
    /// - Parameters:
    ///   - path: where; made absolute by the working directory.
    ///   - isCreating: whether a directory that does not exist is made. Default true.
    /// - Throws: `notFound` when it does not exist and may not be made, `permission` when others can read it, it belongs to
    ///   someone else or cannot be written, `configuration` when it lies on a network file system or is no directory.
    public static func open(_ path: String, isCreating: Bool = true) throws(StoreError) -> StoreDirectory {
        let absolute = URL(fileURLWithPath: path).standardizedFileURL.path
        let directory = StoreDirectory(path: absolute)
        if isCreating { try directory.make() }
        let descriptor = try directory.openChecked()
        defer { Glibc.close(descriptor) }
        try directory.checkFileSystem(descriptor)
        for name in ["berth.sqlite", "berth.sqlite-wal", "berth.sqlite-shm", "worker.lock", "worker.log"] {
            try directory.checkFile(name, in: descriptor)
        }
        return directory
    }

    /// Makes the directory and what is missing above it, all 0700 whatever the umask is.
    private func make() throws(StoreError) {
        var status = stat()
        guard lstat(path, &status) != 0 else { return }
        let parent = (path as NSString).deletingLastPathComponent
        if lstat(parent, &status) != 0 {
            do {
                try FileManager.default.createDirectory(
                    atPath: parent, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch {
                throw SystemFailure("make the directory '\(parent)' for the store").asStoreError()
            }
        }
        guard mkdir(path, 0o700) == 0 else {
            if errno == EEXIST { return }
            throw SystemFailure("make the store '\(path)'").asStoreError()
        }
        guard chmod(path, 0o700) == 0 else {
            throw SystemFailure("set the mode of the store '\(path)'").asStoreError()
        }
    }
}
