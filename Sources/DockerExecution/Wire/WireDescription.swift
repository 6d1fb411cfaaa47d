/// The fields of `GET /containers/{id}/json` from which a job is made that has such a container.
struct WireDescription: Decodable, Sendable {
    let id: String
    let image: String
    let config: Configuration
    let host: HostSettings?
    let mounts: [Mount]?

    struct Configuration: Decodable, Sendable {
        let image: String
        let command: [String]?
        let entrypoint: [String]?
        let environment: [String]?
        let workingDirectory: String?
        let user: String?
        let hostname: String?
        let labels: [String: String]?
        let hasTerminal: Bool?
        let stopSignal: String?
        let stopTimeout: Int?

        private enum CodingKeys: String, CodingKey {
            case image = "Image", command = "Cmd", entrypoint = "Entrypoint", environment = "Env"
            case workingDirectory = "WorkingDir", user = "User", hostname = "Hostname", labels = "Labels"
            case hasTerminal = "Tty", stopSignal = "StopSignal", stopTimeout = "StopTimeout"
        }
    }

    struct HostSettings: Decodable, Sendable {
        let memory: Int64?
        let nanoCPUs: Int64?
        let pidsLimit: Int64?
        let sharedMemorySize: Int64?
        let networkMode: String?
        let extraHosts: [String]?
        let dns: [String]?
        let addedCapabilities: [String]?
        let droppedCapabilities: [String]?
        let isPrivileged: Bool?
        let isRootReadOnly: Bool?
        let initProcess: Bool?
        let tmpfs: [String: String]?
        let portBindings: [String: [PortTarget]?]?
        let devices: [Device]?
        let ulimits: [Limit]?

        private enum CodingKeys: String, CodingKey {
            case memory = "Memory", nanoCPUs = "NanoCpus", pidsLimit = "PidsLimit", sharedMemorySize = "ShmSize"
            case networkMode = "NetworkMode", extraHosts = "ExtraHosts", dns = "Dns", addedCapabilities = "CapAdd"
            case droppedCapabilities = "CapDrop", isPrivileged = "Privileged", isRootReadOnly = "ReadonlyRootfs"
            case initProcess = "Init", tmpfs = "Tmpfs", portBindings = "PortBindings", devices = "Devices"
            case ulimits = "Ulimits"
        }
    }

    struct Mount: Decodable, Sendable {
        let type: String
        let name: String?
        let source: String?
        let destination: String
        let isWritable: Bool?

        private enum CodingKeys: String, CodingKey {
            case type = "Type", name = "Name", source = "Source", destination = "Destination", isWritable = "RW"
        }
    }

    struct PortTarget: Decodable, Sendable {
        let address: String?
        let port: String?
        private enum CodingKeys: String, CodingKey { case address = "HostIp", port = "HostPort" }
    }

    struct Device: Decodable, Sendable {
        let hostPath: String
        let containerPath: String
        let permissions: String
        private enum CodingKeys: String, CodingKey {
            case hostPath = "PathOnHost", containerPath = "PathInContainer", permissions = "CgroupPermissions"
        }
    }

    struct Limit: Decodable, Sendable {
        let name: String
        let soft: Int64
        let hard: Int64
        private enum CodingKeys: String, CodingKey { case name = "Name", soft = "Soft", hard = "Hard" }
    }

    private enum CodingKeys: String, CodingKey {
        case id = "Id", image = "Image", config = "Config", host = "HostConfig", mounts = "Mounts"
    }
}
