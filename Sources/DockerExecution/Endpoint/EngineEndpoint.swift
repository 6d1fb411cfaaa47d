public import JobCore

/// Where an engine listens: a unix socket on this machine.
public struct EngineEndpoint: Hashable, Sendable, CustomStringConvertible {
    /// The longest path that the kernel takes for a socket (`sun_path`, less its NUL).
    static let longestPath = 107

    /// Absolute path of the socket.
    public let socketPath: String

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
        self.socketPath = socketPath
    }

    /// Reads an endpoint as `DOCKER_HOST` has it.
    /// - Throws: `configuration` for everything but `unix://` and an absolute path.
    public init(parsing text: String) throws(ExecutorError) {
        if text.hasPrefix("unix://") {
            try self.init(socketPath: String(text.dropFirst("unix://".count)))
        } else if text.hasPrefix("tcp://") || text.hasPrefix("ssh://") || text.hasPrefix("http") {
            throw ExecutorError(
                .configuration,
                "The engine '\(text)' cannot be used: this version of Berth reaches engines by unix:// sockets only; "
                    + "tcp:// and ssh:// come with a later one. Until then, forward the remote socket: "
                    + "ssh -N -L /run/user/1000/far.sock:/var/run/docker.sock HOST.")
        } else {
            throw ExecutorError(
                .configuration, "'\(text)' is not the address of an engine. Write it as unix:///run/docker.sock.")
        }
    }

    /// `unix://` and the path.
    public var description: String { "unix://" + socketPath }
}
