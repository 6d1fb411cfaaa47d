import Foundation
import Glibc

/// The few calls on local stream sockets that hints need; all descriptors are close-on-exec and never block.
enum UnixSocket {
    /// The longest path that fits `sockaddr_un`.
    static let maxPathLength = 107

    /// Connects, or returns `nil` when nobody listens there.
    static func connect(to path: String) -> Int32? {
        guard let descriptor = make() else { return nil }
        guard withAddress(path, { Glibc.connect(descriptor, $0, $1) }) == 0 else {
            Glibc.close(descriptor)
            return nil
        }
        return descriptor
    }

    /// Listens on a fresh socket file with mode 0600. The caller holds the store's lock, so that a file which is there
    /// already was left by a dead worker.
    static func listen(on path: String) -> Int32? {
        guard let descriptor = make() else { return nil }
        unlink(path)
        // Linux gives the file the mode of the socket. The umask would do, too, but belongs to the whole process: two threads
        // that change it at once leave the wrong one behind.
        guard fchmod(descriptor, 0o600) == 0, withAddress(path, { Glibc.bind(descriptor, $0, $1) }) == 0,
            Glibc.listen(descriptor, 64) == 0
        else {
            Glibc.close(descriptor)
            return nil
        }
        return descriptor
    }

    /// Accepts one connection of a process of the same user; others are closed at once.
    static func accept(on listener: Int32) -> Int32? {
        // accept4 is not imported by the Glibc module; a child that is spawned between the two calls gets the descriptor,
        // and only ever execs with everything above 2 closed.
        let descriptor = Glibc.accept(listener, nil, nil)
        guard descriptor >= 0 else { return nil }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        guard peerUser(of: descriptor) == geteuid() else {
            Glibc.close(descriptor)
            return nil
        }
        return descriptor
    }

    private static func make() -> Int32? {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = socket(AF_UNIX, type, 0)
        return descriptor >= 0 ? descriptor : nil
    }

    /// `SO_PEERCRED` fills a `struct ucred` {pid, uid, gid}, which the Glibc module does not import.
    private static func peerUser(of descriptor: Int32) -> uid_t? {
        var credentials: (pid: Int32, user: UInt32, group: UInt32) = (0, 0, 0)
        var size = socklen_t(MemoryLayout.size(ofValue: credentials))
        return getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0 ? credentials.user : nil
    }

    private static func withAddress(_ path: String, _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count <= maxPathLength else { return -1 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                call($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
