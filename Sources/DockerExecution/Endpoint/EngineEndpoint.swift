public import JobCore

/// Where an engine listens.
public enum EngineEndpoint: Hashable, Sendable, CustomStringConvertible {
    /// A unix socket on this machine, by its absolute path.
    case unix(path: String)
    /// A TCP port; without a number it is Docker's usual one, 2375 or, with TLS, 2376.
    case tcp(host: String, port: Int?)
    /// A unix socket on another machine, reached through ssh.
    case ssh(SSHTarget)

    /// The longest path that the kernel takes for a socket (`sun_path`, less its NUL).
    static let longestPath = 107

    /// The socket at an absolute path.
    /// - Throws: `configuration` when the path is not absolute, or longer than the kernel's 107 bytes.
    public init(socketPath: String) throws(ExecutorError) {
        guard socketPath.hasPrefix("/"), !socketPath.utf8.contains(0) else {
            throw ExecutorError(
                .configuration,
                "'\(socketPath)' is not the path of an engine's socket. Write it as unix:///run/docker.sock.")
        }
        guard socketPath.utf8.count <= Self.longestPath else {
            throw ExecutorError(
                .configuration,
                "The engine's socket '\(socketPath)' cannot be reached: its path has \(socketPath.utf8.count) bytes, "
                    + "the kernel allows \(Self.longestPath). Use a shorter path, or a symbolic link to it.")
        }
        self = .unix(path: socketPath)
    }

    /// The path of a socket on this machine; `nil` for what is reached over a network.
    public var socketPath: String? {
        if case .unix(let path) = self { path } else { nil }
    }

    /// Whether it names this very machine, so that nobody can listen on the way.
    public var isLoopback: Bool {
        guard case .tcp(let host, _) = self else { return true }
        return host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    /// As `DOCKER_HOST` has it.
    public var description: String {
        switch self {
        case .unix(let path): "unix://" + path
        case .tcp(let host, let port):
            "tcp://" + (host.contains(":") ? "[\(host)]" : host) + (port.map { ":\($0)" } ?? "")
        case .ssh(let target): target.description
        }
    }
}
