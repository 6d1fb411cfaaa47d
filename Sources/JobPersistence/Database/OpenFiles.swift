import Glibc
import JobCore

/// The files that the connections have open. A commit to a file that was deleted or replaced would be acknowledged and lost
/// (F71), so this is looked at before each.
struct OpenFiles: Sendable {
    private struct Identity: Equatable {
        let device: dev_t
        let inode: ino_t

        init?(_ path: String) {
            var status = stat()
            guard lstat(path, &status) == 0 else { return nil }
            device = status.st_dev
            inode = status.st_ino
        }
    }

    private let path: String
    private let database: Identity?
    private let log: Identity?

    /// Takes note of the files as they are right after opening.
    init(databasePath: String) {
        path = databasePath
        database = Identity(databasePath)
        log = Identity(databasePath + "-wal")
    }

    /// - Throws: when either file is not the one that was opened.
    func checkStillThere() throws {
        guard Identity(path) == database, Identity(path + "-wal") == log else {
            throw StoreError(
                .unknown,
                "The files of the store '\(path)' were deleted or replaced while it was open; nothing more is written. "
                    + "End all programs of Berth and restore the store from a backup.")
        }
    }
}
