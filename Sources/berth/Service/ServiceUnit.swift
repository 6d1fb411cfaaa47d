import JobCore

/// The systemd unit of a worker, as text. It may do what a worker needs and little else.
struct ServiceUnit {
    enum Scope {
        /// Runs while its user is logged in, or lingers.
        case user
        /// Runs from the start of the machine, as this user.
        case system(user: String)
    }

    var scope: Scope
    /// The program, absolute.
    var executable: String
    /// Behind `berth worker`.
    var arguments: [String]
    /// Directories that the worker writes, absolute.
    var writablePaths: [String]
    /// The longest that an orderly end takes.
    var stopTimeout: Duration

    var text: String {
        """
        # Made by `berth worker install`; `berth worker uninstall` removes it.
        [Unit]
        Description=Berth worker: runs queued jobs in containers
        Documentation=man:berth-worker(1)
        Wants=network-online.target
        After=network-online.target docker.service podman.socket

        [Service]
        Type=exec
        ExecStart=\(([executable, "worker"] + arguments).map(Self.quoted).joined(separator: " "))
        ExecReload=/bin/kill -HUP $MAINPID
        # Only the worker itself is told to end: it lets jobs finish, and hands over those that go on.
        KillMode=mixed
        TimeoutStopSec=\(Int(stopTimeout.inSeconds.rounded(.up)) + 15)
        Restart=on-failure
        RestartSec=1
        \(identity)UMask=0077

        # It needs a network, its store, its keys and the engine's socket.
        NoNewPrivileges=yes
        LockPersonality=yes
        RestrictRealtime=yes
        RestrictSUIDSGID=yes
        MemoryDenyWriteExecute=yes
        SystemCallArchitectures=native
        RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
        \(isolation)
        [Install]
        WantedBy=\(isSystem ? "multi-user.target" : "default.target")

        """
    }

    private var isSystem: Bool {
        if case .system = scope { return true }
        return false
    }

    private var identity: String {
        guard case .system(let user) = scope else { return "" }
        return "User=\(user)\n"
    }

    /// A user's own service manager has no right to make these; it would start the worker without the groups of its user,
    /// and the engine's socket would be out of reach. `/proc` stays visible: by it a worker sees whether an engine was
    /// replaced.
    private var isolation: String {
        guard isSystem else { return "" }
        let paths = writablePaths.map { Self.quoted("-\($0)") }.joined(separator: " ")
        return """
            CapabilityBoundingSet=
            AmbientCapabilities=
            ProtectSystem=strict
            ProtectHome=read-only
            ReadWritePaths=\(paths)
            PrivateDevices=yes
            ProtectClock=yes
            ProtectControlGroups=yes
            ProtectHostname=yes
            ProtectKernelLogs=yes
            ProtectKernelModules=yes
            ProtectKernelTunables=yes
            RestrictNamespaces=yes

            """
    }

    /// A word as systemd.syntax(7) reads it back: `%` and `$` doubled, quoted where need be.
    static func quoted(_ word: String) -> String {
        let doubled = word.replacing("%", with: "%%").replacing("$", with: "$$")
        let isPlain = doubled.utf8.allSatisfy { byte in
            (0x21...0x7E).contains(byte) && !Array("\"'\\;".utf8).contains(byte)
        }
        guard !isPlain || doubled.isEmpty else { return doubled }
        let escaped = doubled.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        return "\"\(escaped)\""
    }
}
