import Glibc
import JobCore

/// A failed system call, turned into a sentence.
struct SystemFailure {
    /// What could not be done, after "Could not": `open the store '…'`.
    let action: String
    /// `errno` of the call.
    let number: Int32

    /// Reads `errno`; make it right after the call.
    init(_ action: String, number: Int32 = errno) {
        self.action = action
        self.number = number
    }

    /// The error at the boundary: code by number, remedy by code.
    func asStoreError() -> StoreError {
        let reason = String(cString: strerror(number))
        let (code, remedy): (ErrorCode, String) =
            switch number {
            case ENOSPC, EDQUOT: (.resource, "Free some space; what was stored before is safe.")
            case EFBIG: (.resource, "Raise the limit on the size of files (`ulimit -f`).")
            case EMFILE: (.resource, "This process has too many open files; raise the limit (`ulimit -n`).")
            case ENFILE: (.resource, "This machine has too many open files; end some programs.")
            case EACCES, EPERM: (.permission, "Check owner and mode.")
            case EROFS: (.permission, "Its file system is read-only; make it writable.")
            case ENOENT: (.notFound, "Check the path.")
            case ELOOP: (.permission, "It is a symbolic link, which is not followed here; remove it.")
            case EIO: (.resource, "The disk reports an error; check it before going on.")
            default: (.unknown, "Check the path and the disk.")
            }
        return StoreError(code, "Could not \(action): \(reason). \(remedy)", cause: "errno \(number)")
    }
}
