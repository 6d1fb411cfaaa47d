/// What the owner of a store lets jobs do that could take over the machine they run on (S29). Nothing unless said.
public struct SafetyPolicy: Hashable, Sendable, Codable {
    /// One permission; its raw value is the word in the configuration under `hosts.allow`.
    public enum Permission: String, CaseIterable, Hashable, Sendable, Codable {
        /// `--privileged`
        case privileged
        /// `--network host`
        case hostNetwork
        /// A mount of the host's root directory.
        case hostRoot
        /// A mount of an engine's socket, or of a directory that holds one.
        case engineSocket
        /// `--device`
        case devices
        /// `--cap-add`
        case capabilities
    }

    /// What is allowed.
    public var allowed: Set<Permission>

    /// Allows nothing unless given.
    public init(allowing allowed: Set<Permission> = []) {
        self.allowed = allowed
    }

    /// Refuses what the owner did not allow.
    ///
    /// - Parameters:
    ///   - field: what asks for it.
    ///   - danger: a clause that says what it would give to the job.
    /// - Throws: `InvalidInput` that names the setting which would allow it.
    func require(_ permission: Permission, field: String, danger: String) throws(InvalidInput) {
        guard !allowed.contains(permission) else { return }
        throw InvalidInput(
            field,
            "\(danger); this store does not allow it. If you trust the job, add '\(permission.rawValue)' to hosts.allow in the configuration file."
        )
    }

    /// The host directories whose mount hands over an engine: its sockets lie there on every common distribution.
    static let socketDirectories: Set<String> = [
        "/run", "/var", "/var/run", "/run/docker", "/run/podman", "/var/run/docker", "/var/run/podman",
        "/run/containerd",
        "/var/run/containerd",
    ]

    /// Checks the source of a bind mount. The path is judged as text: what a link on a remote machine points to cannot be
    /// known here.
    func checkBind(source: String) throws(InvalidInput) {
        let path = Self.cleaned(source)
        if path == "/" {
            try require(.hostRoot, field: "--volume", danger: "Mounting '/' gives the job all files of the host")
        }
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        if name == "docker.sock" || name == "podman.sock" || name == "containerd.sock"
            || Self.socketDirectories.contains(path)
        {
            try require(
                .engineSocket, field: "--volume", danger: "Mounting '\(source)' gives the job control of the engine")
        }
    }

    /// An absolute path without `.`, `..` and repeated slashes.
    static func cleaned(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }
}
