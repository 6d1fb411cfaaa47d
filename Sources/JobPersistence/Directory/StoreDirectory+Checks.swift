import Foundation
import Glibc
import JobCore

extension StoreDirectory {
    /// Opens the directory itself without following a link, and checks whose it is and who can read it.
    func openChecked() throws(StoreError) -> Int32 {
        let descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT:
                throw StoreError(
                    .notFound,
                    "There is no store at '\(path)'. Submit a job to make one, or name another by BERTH_STORE.")
            case ELOOP, ENOTDIR:
                throw StoreError(
                    .configuration,
                    "The store '\(path)' is a link or a file, not a directory. Set BERTH_STORE to the directory itself."
                )
            default:
                throw SystemFailure("open the store '\(path)'").asStoreError()
            }
        }
        do throws(StoreError) {
            try checkOwnership(descriptor)
        } catch {
            Glibc.close(descriptor)
            throw error
        }
        return descriptor
    }

    private func checkOwnership(_ descriptor: Int32) throws(StoreError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw SystemFailure("examine the store '\(path)'").asStoreError()
        }
        guard status.st_uid == geteuid() else {
            throw StoreError(
                .permission,
                "The store '\(path)' belongs to user id \(status.st_uid), you are \(geteuid()). "
                    + "Use the store as its owner, or name another by BERTH_STORE.")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw StoreError(
                .permission,
                "The store '\(path)' can be read by others (mode \(octal(status.st_mode))). Run `chmod 700 '\(path)'`.")
        }
    }

    /// Refuses file systems on which SQLite's locks or shared memory cannot be trusted, and such that cannot be written.
    func checkFileSystem(_ descriptor: Int32) throws(StoreError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw SystemFailure("examine the file system of the store '\(path)'").asStoreError()
        }
        if let type = FileSystemKind.mountedType(device: status.st_dev), FileSystemKind.isNetwork(type) {
            throw StoreError(
                .configuration,
                "The store '\(path)' lies on a network file system (\(type)), where its locks cannot be trusted. "
                    + "Set BERTH_STORE to a directory on a local disk.")
        }
        var volume = statvfs()
        let isReadOnly = fstatvfs(descriptor, &volume) == 0 && volume.f_flag & UInt(ST_RDONLY) != 0
        guard !isReadOnly, faccessat(descriptor, ".", W_OK, AT_EACCESS) == 0 else {
            throw StoreError(
                .permission,
                "The store '\(path)' cannot be written (\(isReadOnly ? "its file system is read-only" : "see its mode")). "
                    + "Make it writable, or name another by BERTH_STORE.")
        }
    }

    /// Checks a file that may exist already.
    func checkFile(_ name: String, in descriptor: Int32) throws(StoreError) {
        var status = stat()
        guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid() else {
            throw StoreError(
                .permission,
                "'\(path)/\(name)' is not a plain file of yours; someone may have put it there. Look at it and remove it."
            )
        }
        guard status.st_mode & 0o077 == 0 else {
            throw StoreError(
                .permission,
                "'\(path)/\(name)' can be read by others (mode \(octal(status.st_mode))). "
                    + "Run `chmod 600 '\(path)/\(name)'`.")
        }
    }

    /// Makes an empty database with mode 0600, so that SQLite gives its own files the same (S18); a file that exists is kept.
    ///
    /// - Throws: `unknown` when the store had a database and it is gone: it is never made anew in silence (F71).
    func makeDatabaseFile() throws(StoreError) {
        var status = stat()
        let hasLogs = lstat(logsPath, &status) == 0
        let exists = lstat(databasePath, &status) == 0
        if hasLogs, !exists || status.st_size == 0 {
            throw StoreError(
                .unknown,
                "The database '\(databasePath)' is \(exists ? "empty" : "missing") though its logs are there. "
                    + "Restore it from a backup, or move '\(path)' away to begin a new store.")
        }
        if exists { return }
        let file = Glibc.open(databasePath, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            if errno == EEXIST { return }
            throw SystemFailure("make the database '\(databasePath)'").asStoreError()
        }
        defer { Glibc.close(file) }
        guard fchmod(file, 0o600) == 0 else {
            throw SystemFailure("set the mode of the database '\(databasePath)'").asStoreError()
        }
    }

    /// Makes `logs/`; done last, since its presence says that the store has had a database.
    func makeLogsDirectory() throws(StoreError) {
        guard mkdir(logsPath, 0o700) == 0 else {
            if errno == EEXIST { return }
            throw SystemFailure("make the directory '\(logsPath)'").asStoreError()
        }
        guard chmod(logsPath, 0o700) == 0 else {
            throw SystemFailure("set the mode of '\(logsPath)'").asStoreError()
        }
    }

    private func octal(_ mode: mode_t) -> String { "0" + String(mode & 0o7777, radix: 8) }
}
