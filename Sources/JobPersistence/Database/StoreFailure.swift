import GRDB
import JobCore

/// Turns whatever went wrong below into one sentence with the path and the remedy.
struct StoreFailure: Sendable {
    /// The database.
    let path: String
    /// How long a lock is waited for.
    let busyLimit: Duration

    func translate(_ error: any Error) -> StoreError {
        switch error {
        case let error as StoreError: error
        case let error as JobTransitionError: StoreError(.conflict, error.description)
        case let error as DatabaseError: translate(error)
        case let error as StoredValueError:
            StoreError(
                .unknown,
                "The store '\(path)' holds the \(error.what) '\(error.text)', which this version does not know. "
                    + "Use the version of Berth that wrote it.")
        default: StoreError(.unknown, "The store '\(path)' could not be used.", cause: String(describing: error))
        }
    }

    private func translate(_ error: DatabaseError) -> StoreError {
        // The statement is named, its arguments never: they may be a person's secrets.
        let cause = "SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "") [\(error.sql ?? "")]"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return StoreError(
                .timeout,
                "The store '\(path)' was locked by another process for \(busyLimit.forPeople). "
                    + "Try again, or end the program that holds it (`fuser '\(path)'`).", cause: cause)
        case .SQLITE_FULL:
            return StoreError(
                .resource,
                "The disk of the store '\(path)' is full; nothing was changed. Free some space and try again.",
                cause: cause)
        case .SQLITE_READONLY, .SQLITE_PERM:
            return StoreError(
                .permission,
                "The store '\(path)' cannot be written. Make its file system and files writable for you.", cause: cause)
        case .SQLITE_CANTOPEN:
            return StoreError(
                .permission, "The store '\(path)' cannot be opened. Check owner, mode and free space.", cause: cause)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            return Self.corrupt(path: path, cause: cause)
        case .SQLITE_IOERR:
            return StoreError(
                .resource,
                "The disk refused to read or write the store '\(path)'; nothing was changed. "
                    + "Check free space, limits (`ulimit -f`) and the disk's health.", cause: cause)
        case .SQLITE_TOOBIG:
            return StoreError(.invalidJob, "A value is too large for the store. Make it smaller.", cause: cause)
        default:
            return StoreError(
                .unknown,
                "The store '\(path)' refused an operation (\(error.message ?? "no reason given")). "
                    + "This is a fault of Berth; `berth doctor` helps to report it.", cause: cause)
        }
    }

    static func corrupt(path: String, cause: String) -> StoreError {
        StoreError(
            .unknown,
            "The store '\(path)' is damaged and was left as it is. Restore it from a backup, or save what can be read: "
                + "`sqlite3 '\(path)' .recover | sqlite3 restored.sqlite`.", cause: cause)
    }
}
