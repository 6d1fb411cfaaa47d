import Glibc

/// A unix socket that takes connections and never answers: an engine that hangs.
final class SilentSocket: Sendable {
    let path: String
    private let descriptor: Int32

    /// Listens at `path`, which must not exist.
    init(at path: String) throws {
        self.path = path
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let room = MemoryLayout.size(ofValue: address.sun_path) - 1
        guard path.utf8.count <= room else {
            throw ShellCommand.Failure(description: "'\(path)' is too long for a socket.")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        // The kernel completes the connections; nobody ever accepts them.
        guard bound == 0, listen(descriptor, 64) == 0 else {
            let reason = String(cString: strerror(errno))
            Glibc.close(descriptor)
            throw ShellCommand.Failure(description: "Could not listen at '\(path)': \(reason)")
        }
    }

    /// As `--endpoint` has it.
    var endpoint: String { "unix://\(path)" }

    deinit {
        Glibc.close(descriptor)
        unlink(path)
    }
}
