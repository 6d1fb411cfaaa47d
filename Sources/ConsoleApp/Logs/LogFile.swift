import Glibc
import Synchronization

/// Why a file could not be written.
struct LogFileError: Error {
    let reason: String

    init(code: Int32 = errno) {
        reason = String(cString: strerror(code))
    }
}

/// A new file that only this user can read. Calls block.
final class LogFile: Sendable {
    let path: String
    private let descriptor: Mutex<CInt>

    /// Makes a file whose path begins with `name`.
    init(near name: String) throws(LogFileError) {
        var template = Array((name + "XXXXXX").utf8CString)
        let file = mkstemp(&template)
        guard file >= 0, fcntl(file, F_SETFD, FD_CLOEXEC) == 0 else { throw LogFileError() }
        path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        descriptor = Mutex(file)
    }

    deinit {
        descriptor.withLock { if $0 >= 0 { Glibc.close($0) } }
    }

    func write(_ bytes: [UInt8]) throws(LogFileError) {
        let file = descriptor.withLock { $0 }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw LogFileError() }
            rest = rest.dropFirst(count)
        }
    }

    /// A disk may tell only now that it is full.
    func close() throws(LogFileError) {
        let file = descriptor.withLock { descriptor in
            defer { descriptor = -1 }
            return descriptor
        }
        guard file >= 0, Glibc.close(file) == 0 else { throw LogFileError() }
    }

    func remove() {
        unlink(path)
    }
}
