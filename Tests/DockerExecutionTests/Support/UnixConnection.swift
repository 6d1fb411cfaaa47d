import Glibc

/// A blocking unix socket, for the proxy.
struct UnixConnection: Sendable {
    let descriptor: Int32

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Connects; nil when nobody listens.
    init?(path: String) {
        guard let descriptor = Self.open(path, connect) else { return nil }
        self.descriptor = descriptor
    }

    struct Failure: Error {
        let errno: Int32
    }

    static func listen(at path: String) throws -> Int32 {
        guard let descriptor = open(path, bind), Glibc.listen(descriptor, 64) == 0 else { throw Failure(errno: errno) }
        return descriptor
    }

    private static func open(
        _ path: String, _ call: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32
    ) -> Int32? {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                call(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    /// The next bytes; nil at the end.
    func read() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return count > 0 ? Array(buffer[..<count]) : nil
    }

    @discardableResult
    func write(_ bytes: some Collection<UInt8>) -> Bool {
        let bytes = Array(bytes)
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { raw in
                send(descriptor, raw.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    func waitForEnd() {
        while read() != nil {}
    }

    /// One request: head with its blank line, and body by `Content-Length`.
    func readRequest() -> (head: [UInt8], body: [UInt8])? {
        var bytes: [UInt8] = []
        let blank = Array("\r\n\r\n".utf8)
        while true {
            if let range = bytes.firstRange(of: blank) {
                let head = Array(bytes[..<range.upperBound])
                var body = Array(bytes[range.upperBound...])
                let text = String(decoding: head, as: UTF8.self).lowercased()
                let length =
                    text.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
                    .flatMap { Int($0.dropFirst(15).filter { $0 != " " }) } ?? 0
                while body.count < length, let more = read() { body += more }
                return (head, body)
            }
            guard let more = read() else { return nil }
            bytes += more
        }
    }
}
