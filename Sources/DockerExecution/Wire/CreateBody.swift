/// The body of `POST /containers/create`, field by field as the Engine API names them. Absent fields mean the engine's
/// own default; `CreateBody+Spec.swift` fills it from a job.
struct CreateBody: Encodable, Sendable {
    var image = ""
    var command: [String]?
    var entrypoint: [String]?
    var environment: [String] = []
    var workingDirectory: String?
    var user: String?
    var hostname: String?
    var labels: [String: String] = [:]
    var hasTerminal = false
    /// Open until the first line to it ends: nobody sends it anything twice.
    var takesInput = false
    var closesInputOnce = false
    var attachesInput = false
    var stopSignal: String?
    var stopTimeout: Int?
    var exposedPorts: [String: Empty]?
    var host = HostSettings()
    var networking: Networking?

    private enum CodingKeys: String, CodingKey {
        case image = "Image", command = "Cmd", entrypoint = "Entrypoint", environment = "Env"
        case workingDirectory = "WorkingDir", user = "User", hostname = "Hostname", labels = "Labels"
        case hasTerminal = "Tty", takesInput = "OpenStdin", closesInputOnce = "StdinOnce", attachesInput = "AttachStdin"
        case stopSignal = "StopSignal", stopTimeout = "StopTimeout"
        case exposedPorts = "ExposedPorts", host = "HostConfig", networking = "NetworkingConfig"
    }

    /// `{}`
    struct Empty: Encodable, Sendable {}

    struct HostSettings: Encodable, Sendable {
        var memory: Int64?
        var memorySwap: Int64?
        var nanoCPUs: Int64?
        var pidsLimit: Int64?
        var sharedMemorySize: Int64?
        var networkMode: String?
        /// Never: an engine that removes a container at its end removes exit code and log with it (F47).
        let autoRemove = false
        let restartPolicy = RestartPolicy()
        var logging = Logging()
        var initProcess = false
        var isRootReadOnly = false
        var isPrivileged = false
        var tmpfs: [String: String]?
        var mounts: [Mount]?
        var extraHosts: [String]?
        var dns: [String]?
        var portBindings: [String: [PortTarget]]?
        var devices: [Device]?
        var deviceRequests: [DeviceRequest]?
        var ulimits: [Limit]?
        var addedCapabilities: [String]?
        var droppedCapabilities: [String]?

        private enum CodingKeys: String, CodingKey {
            case memory = "Memory", memorySwap = "MemorySwap", nanoCPUs = "NanoCpus", pidsLimit = "PidsLimit"
            case sharedMemorySize = "ShmSize", networkMode = "NetworkMode", autoRemove = "AutoRemove"
            case restartPolicy = "RestartPolicy", logging = "LogConfig", initProcess = "Init"
            case isRootReadOnly = "ReadonlyRootfs", isPrivileged = "Privileged", tmpfs = "Tmpfs", mounts = "Mounts"
            case extraHosts = "ExtraHosts", dns = "Dns", portBindings = "PortBindings", devices = "Devices"
            case deviceRequests = "DeviceRequests", ulimits = "Ulimits", addedCapabilities = "CapAdd"
            case droppedCapabilities = "CapDrop"
        }
    }

    /// Never restarted by the engine: attempts are Berth's.
    struct RestartPolicy: Encodable, Sendable {
        let name = "no"
        private enum CodingKeys: String, CodingKey { case name = "Name" }
    }

    struct Logging: Encodable, Sendable {
        let type = "json-file"
        var options: [String: String] = [:]
        private enum CodingKeys: String, CodingKey { case type = "Type", options = "Config" }
    }

    struct Mount: Encodable, Sendable {
        var type: String
        var source: String?
        var target: String
        var isReadOnly: Bool
        private enum CodingKeys: String, CodingKey {
            case type = "Type", source = "Source", target = "Target", isReadOnly = "ReadOnly"
        }
    }

    struct PortTarget: Encodable, Sendable {
        var address: String
        var port: String
        private enum CodingKeys: String, CodingKey { case address = "HostIp", port = "HostPort" }
    }

    struct Device: Encodable, Sendable {
        var hostPath: String
        var containerPath: String
        var permissions: String
        private enum CodingKeys: String, CodingKey {
            case hostPath = "PathOnHost", containerPath = "PathInContainer", permissions = "CgroupPermissions"
        }
    }

    struct DeviceRequest: Encodable, Sendable {
        var driver: String?
        var count: Int?
        var identifiers: [String]?
        /// Chooses the driver where none is named.
        var capabilities: [[String]]? = [["gpu"]]
        private enum CodingKeys: String, CodingKey {
            case driver = "Driver", count = "Count", identifiers = "DeviceIDs", capabilities = "Capabilities"
        }
    }

    struct Limit: Encodable, Sendable {
        var name: String
        var soft: Int64
        var hard: Int64
        private enum CodingKeys: String, CodingKey { case name = "Name", soft = "Soft", hard = "Hard" }
    }

    struct Networking: Encodable, Sendable {
        var endpoints: [String: Endpoint]
        private enum CodingKeys: String, CodingKey { case endpoints = "EndpointsConfig" }
    }

    struct Endpoint: Encodable, Sendable {
        var aliases: [String]?
        private enum CodingKeys: String, CodingKey { case aliases = "Aliases" }
    }
}
