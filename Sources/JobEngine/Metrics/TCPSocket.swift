import Foundation
import Glibc
import JobCore

/// The few calls on network sockets that `MetricsServer` needs; all descriptors are close-on-exec.
enum TCPSocket {
    /// Listens, and says on which port.
    ///
    /// - Throws: `configuration` with the system's words.
    static func listen(on address: ListenAddress) throws(StoreError) -> (descriptor: Int32, port: UInt16) {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(address.host, "\(address.port)", &hints, &found)
        guard code == 0, let first = found else {
            throw failure(address, String(cString: gai_strerror(code)))
        }
        defer { freeaddrinfo(first) }
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = socket(first.pointee.ai_family, type, 0)
        guard descriptor >= 0 else { throw failure(address, String(cString: strerror(errno))) }
        // A worker that takes over binds the address of the one that has just died.
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard bind(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0, Glibc.listen(descriptor, 128) == 0
        else {
            let words = String(cString: strerror(errno))
            close(descriptor)
            throw failure(address, words)
        }
        return (descriptor, port(of: descriptor) ?? address.port)
    }

    /// Accepts a connection that does not block; `nil` when none waits, or none can be had.
    static func accept(on listener: Int32) -> Int32? {
        let descriptor = Glibc.accept(listener, nil, nil)
        guard descriptor >= 0 else { return nil }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        return descriptor
    }

    private static func port(of descriptor: Int32) -> UInt16? {
        var address = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let isKnown = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) == 0 }
        }
        guard isKnown else { return nil }
        // The port stands at the same place in sockaddr_in and sockaddr_in6.
        return withUnsafeBytes(of: address) { UInt16(bigEndian: $0.loadUnaligned(fromByteOffset: 2, as: UInt16.self)) }
    }

    private static func failure(_ address: ListenAddress, _ words: String) -> StoreError {
        StoreError(
            .configuration,
            "Could not listen on '\(address)': \(words). Give another --metrics-address, or end who listens there.")
    }
}
