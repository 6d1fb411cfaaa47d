/// What is to run in a container, in the terms of `docker run`. Every field is applied by the executor or the job is
/// refused at submit (DOCK-04).
public struct JobSpec: Hashable, Sendable, Codable {
    /// The image reference, as the user wrote it.
    public var image: String
    /// The argument vector after the entrypoint; empty means the image's own command.
    public var command: [String]
    /// Replaces the image's entrypoint; `nil` keeps it, empty removes it.
    public var entrypoint: [String]?
    /// Variables in the order given. Not part of the stored specification: they are rows of their own, secrets sealed.
    public var environment: [EnvironmentVariable] = []
    /// Absolute path in the container; `nil` means the image's.
    public var workingDirectory: String?
    /// `user[:group]`, names or numbers; `nil` means the image's.
    public var user: String?
    /// The container's host name; `nil` means the engine's choice.
    public var hostname: String?
    /// The user's own labels, put on the container beside Berth's.
    public var labels: [String: String] = [:]
    /// What the container may use at most.
    public var limits = ResourceLimits()
    /// Mounted volumes and directories.
    public var mounts: [Mount] = []
    /// In-memory file systems: path to options (`/tmp` to `rw,size=64m`).
    public var tmpfs: [String: String] = [:]
    /// Whether the root file system is read-only. Default false.
    public var isRootReadOnly = false
    /// Networks, first one at creation; empty means the engine's default. `none` and `host` are names as docker's.
    public var networks: [NetworkAttachment] = []
    /// Further lines of `/etc/hosts`, `name:address`.
    public var extraHosts: [String] = []
    /// DNS servers.
    public var dns: [String] = []
    /// Published ports.
    public var ports: [PortBinding] = []
    /// Devices of the host.
    public var devices: [DeviceMapping] = []
    /// Limits of the kernel per process, `nofile` and the like.
    public var ulimits: [Ulimit] = []
    /// Capabilities added.
    public var addedCapabilities: [String] = []
    /// Capabilities dropped.
    public var droppedCapabilities: [String] = []
    /// Whether all privileges of the host are given. Default false; needs the owner's permission (S29).
    public var isPrivileged = false
    /// `os/arch[/variant]`; `nil` means the engine's own.
    public var platform: String?
    /// The signal that asks the container to end; `nil` means the image's, else SIGTERM.
    public var stopSignal: String?
    /// How long the container has between the stop signal and SIGKILL. Default 10 s.
    public var stopGrace: Duration = .seconds(10)
    /// Whether a small init process runs as PID 1, which forwards signals and reaps children.
    public var initProcess: InitProcess = .automatic
    /// Whether a terminal is allocated; both streams become one. Default false.
    public var hasTerminal = false
    /// When the image is pulled.
    public var pullPolicy: PullPolicy = .missing
    /// Whether its standard input is open, for who submitted it to send. It can be read once only, so that such a job is not
    /// run again. Default false.
    public var takesInput = false

    /// A specification with everything at its default but image and command.
    public init(image: String, command: [String] = []) {
        self.image = image
        self.command = command
    }

    private enum CodingKeys: String, CodingKey {
        case image, command, entrypoint, workingDirectory, user, hostname, labels, limits, mounts, tmpfs, isRootReadOnly
        case networks, extraHosts, dns, ports, devices, ulimits, addedCapabilities, droppedCapabilities, isPrivileged
        case platform, stopSignal, stopGrace, initProcess, hasTerminal, pullPolicy, takesInput
    }
}
