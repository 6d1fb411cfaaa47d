import JobCore

/// An engine's socket on another machine: `ssh://[user@]host[:port][/path/of/the/socket]`.
///
/// The grammar is narrow on purpose: each part becomes an argument of the OpenSSH client, where a leading `-` would be an
/// option and `%` or `$` would be replaced (CVE-2017-1000117, S22).
public struct SSHTarget: Hashable, Sendable, CustomStringConvertible {
    /// Who logs in; `nil` leaves it to the user's ssh configuration.
    public let user: String?
    /// The machine, by name, number or alias of the ssh configuration.
    public let host: String
    /// `nil` leaves it to the user's ssh configuration.
    public let port: Int?
    /// The engine's socket there. Default `/var/run/docker.sock`.
    public let socketPath: String

    /// Where Docker's engine listens unless told otherwise.
    public static let usualSocket = "/var/run/docker.sock"

    /// - Throws: `configuration` for whatever the grammar does not have: passwords, queries, options, other characters.
    init(parsing text: String) throws(ExecutorError) {
        let rest = text.dropFirst("ssh://".count)
        let authority = rest.prefix { $0 != "/" }
        let path = String(rest[authority.endIndex...])
        var address = authority
        var user: String?
        if let at = authority.lastIndex(of: "@") {
            let name = String(authority[..<at])
            guard !name.contains(":") else {
                throw EngineEndpoint.refusal(
                    "ssh://…@\(authority[authority.index(after: at)...])",
                    "it holds a password; ssh logs in by keys or an agent")
            }
            guard Self.isUser(name) else { throw EngineEndpoint.refusal(text, "'\(name)' is not a user's name") }
            user = name
            address = authority[authority.index(after: at)...]
        }
        let (host, port) = try EngineEndpoint.split(address, text)
        guard EngineEndpoint.isHost(host) else {
            throw EngineEndpoint.refusal(text, "'\(host)' is neither the name nor the number of a machine")
        }
        guard path.isEmpty || path == "/" || Self.isPlainPath(path) else {
            throw EngineEndpoint.refusal(
                text, "'\(path)' is not the path of a socket of letters, digits and '/', '.', '_', '-'")
        }
        self.user = user
        self.host = host
        self.port = port
        socketPath = path.count > 1 ? path : Self.usualSocket
    }

    private static func isUser(_ name: String) -> Bool {
        guard let first = name.utf8.first, EngineEndpoint.isAlphanumeric(first) || first == 0x5F else { return false }
        return name.utf8.count <= 64
            && name.utf8.allSatisfy { EngineEndpoint.isAlphanumeric($0) || [0x2D, 0x2E, 0x5F].contains($0) }
    }

    /// Colons divide the two ends of a forwarding; `%` and `$` are replaced by ssh.
    private static func isPlainPath(_ path: String) -> Bool {
        path.utf8.count <= EngineEndpoint.longestPath
            && path.utf8.allSatisfy { EngineEndpoint.isAlphanumeric($0) || [0x2D, 0x2E, 0x2F, 0x5F].contains($0) }
    }

    /// As it was written, without what is usual.
    public var description: String {
        "ssh://" + (user.map { $0 + "@" } ?? "") + (host.contains(":") ? "[\(host)]" : host)
            + (port.map { ":\($0)" } ?? "") + (socketPath == Self.usualSocket ? "" : socketPath)
    }
}
