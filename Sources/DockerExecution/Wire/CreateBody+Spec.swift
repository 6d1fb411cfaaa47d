import JobCore
import JobEngine

extension CreateBody {
    /// The body for an attempt. Every field of the specification is here or is refused by `SpecificationCheck` (DOCK-04).
    /// - Parameter initProcess: whether an init runs as PID 1, decided from the specification, the image and the engine.
    /// - Parameter gpus: those of an engine that takes them by name only.
    init(_ order: LaunchOrder, dialect: Dialect, initProcess: Bool, gpus: DeviceInterfaceGPUs? = nil) {
        let spec = order.spec
        image = spec.image
        command = spec.command.isEmpty ? nil : spec.command
        // One empty word removes the image's entrypoint on every engine; an empty list does so on Docker only.
        entrypoint = spec.entrypoint.map { $0.isEmpty ? [""] : $0 }
        environment = spec.environment.map { "\($0.name)=\($0.value)" }
        workingDirectory = spec.workingDirectory
        user = spec.user
        hostname = spec.hostname
        labels = IdentityLabels.make(for: order)
        hasTerminal = spec.hasTerminal
        takesInput = spec.takesInput
        closesInputOnce = spec.takesInput
        attachesInput = spec.takesInput
        stopSignal = spec.stopSignal
        stopTimeout = spec.stopGrace.wholeSeconds
        host = HostSettings(spec, dialect: dialect, initProcess: initProcess, gpus: gpus)
        if !spec.ports.isEmpty {
            exposedPorts = Dictionary(spec.ports.map { ($0.key, Empty()) }) { first, _ in first }
        }
        if let network = spec.networks.first, network.isUserDefined {
            networking = Networking(endpoints: [network.name: Endpoint(network)])
        }
    }
}

extension CreateBody.Endpoint {
    init(_ network: NetworkAttachment) {
        self.init(aliases: network.aliases.isEmpty ? nil : network.aliases)
    }
}

extension CreateBody.HostSettings {
    fileprivate init(_ spec: JobSpec, dialect: Dialect, initProcess: Bool, gpus: DeviceInterfaceGPUs?) {
        let limits = spec.limits
        memory = limits.memory?.rawValue
        // Equal to the memory: without it the engine adds as much swap again.
        memorySwap = limits.memory?.rawValue
        nanoCPUs = limits.cpus.map { Int64(($0 * 1e9).rounded()) }
        pidsLimit = limits.pids.map { Int64($0) }
        sharedMemorySize = limits.sharedMemory?.rawValue
        networkMode = spec.networks.first?.name
        logging = dialect.logging
        self.initProcess = initProcess
        isRootReadOnly = spec.isRootReadOnly
        isPrivileged = spec.isPrivileged
        tmpfs = spec.tmpfs.isEmpty ? nil : spec.tmpfs
        mounts = spec.mounts.isEmpty ? nil : spec.mounts.map { CreateBody.Mount($0) }
        extraHosts = spec.extraHosts.isEmpty ? nil : spec.extraHosts
        dns = spec.dns.isEmpty ? nil : spec.dns
        if !spec.ports.isEmpty {
            portBindings = Dictionary(grouping: spec.ports, by: \.key).mapValues {
                $0.map { CreateBody.PortTarget($0) }
            }
        }
        devices = spec.devices.isEmpty ? nil : spec.devices.map { CreateBody.Device($0) }
        deviceRequests = limits.gpus.flatMap { GPURequest($0) }.map { [CreateBody.DeviceRequest($0, gpus)] }
        ulimits =
            spec.ulimits.isEmpty
            ? nil : spec.ulimits.map { CreateBody.Limit(name: $0.name, soft: $0.soft, hard: $0.hard) }
        addedCapabilities = spec.addedCapabilities.isEmpty ? nil : spec.addedCapabilities
        droppedCapabilities = spec.droppedCapabilities.isEmpty ? nil : spec.droppedCapabilities
    }
}

extension CreateBody.Mount {
    fileprivate init(_ mount: Mount) {
        self.init(
            type: mount.kind.rawValue, source: mount.source.isEmpty ? nil : mount.source, target: mount.target,
            isReadOnly: mount.isReadOnly)
    }
}

extension CreateBody.PortTarget {
    fileprivate init(_ port: PortBinding) {
        self.init(address: port.hostAddress, port: port.hostPort.map { String($0) } ?? "")
    }
}

extension CreateBody.Device {
    fileprivate init(_ device: DeviceMapping) {
        self.init(
            hostPath: device.hostPath, containerPath: device.containerPath, permissions: device.permissions)
    }
}

extension CreateBody.DeviceRequest {
    fileprivate init(_ request: GPURequest, _ gpus: DeviceInterfaceGPUs?) {
        if let gpus {
            self.init(driver: "cdi", identifiers: gpus.identifiers(for: request), capabilities: nil)
            return
        }
        switch request {
        case .all: self.init(count: -1)
        case .count(let count): self.init(count: count)
        case .devices(let identifiers): self.init(identifiers: identifiers)
        }
    }
}

extension PortBinding {
    /// `80/tcp`, as the API names a port of a container.
    fileprivate var key: String { "\(containerPort)/\(transport)" }
}

extension NetworkAttachment {
    /// Whether it is a network that someone made, which alone has names for its members.
    var isUserDefined: Bool {
        !["default", "bridge", "host", "none"].contains(name) && !name.hasPrefix("container:")
    }
}

extension Duration {
    /// Seconds, a begun one counted whole.
    var wholeSeconds: Int { Int(components.seconds) + (components.attoseconds > 0 ? 1 : 0) }
}

extension Dialect {
    /// The log driver and its options, which are never left to the engine's configuration.
    ///
    /// `json-file` keeps all but one thing exactly: Docker writes U+FFFD for bytes that are not UTF-8. The `local` driver keeps
    /// those, but Docker 20.10 loses the newline after each line beyond 16 KiB with it, which merges lines (measured).
    /// An engine merges its own defaults into what is not set, so rotation and dropping are ruled out by name: a rotated
    /// file loses lines without a word (reliability.md 0.1). Podman takes the name for its own format and merges nothing.
    fileprivate var logging: CreateBody.Logging {
        switch self {
        case .docker: CreateBody.Logging(options: ["max-size": "1000t", "mode": "blocking"])
        case .podman: CreateBody.Logging()
        }
    }
}
