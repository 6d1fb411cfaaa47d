import Glibc

/// Connects to an engine's unix socket beside the HTTP client, which neither tells its peer nor hands over an upgraded line.
enum EngineSocket {
    /// Opens a connection; the caller closes it.
    ///
    /// Never waits with `isBlocking` false: a connection to a unix socket is made at once or refused, also where the queue
    /// of a daemon that hangs is full.
    /// - Throws: `EngineFailure.unreachable`.
    static func connect(to path: String, isBlocking: Bool) throws -> CInt {
        let flags = SOCK_CLOEXEC.rawValue | (isBlocking ? 0 : SOCK_NONBLOCK.rawValue)
        let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | flags), 0)
        guard descriptor >= 0 else { throw EngineFailure.unreachable(.other(String(cString: strerror(errno)))) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else {
            let code = errno
            close(descriptor)
            throw EngineFailure.classify(errno: code, text: String(cString: strerror(code)))
        }
        return descriptor
    }
}
