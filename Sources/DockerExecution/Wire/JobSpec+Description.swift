import JobCore

extension JobSpec {
    /// What has to be asked for to get a container like this one.
    ///
    /// - Parameter image: what the image brings by itself, which is not asked for again.
    init(_ wire: WireDescription, image: WireImage.Configuration?) {
        let config = wire.config
        self.init(image: config.image)
        let hasOwnEntrypoint = config.entrypoint != nil && config.entrypoint != image?.entrypoint
        if hasOwnEntrypoint || config.command != image?.command { command = config.command ?? [] }
        if hasOwnEntrypoint, let words = config.entrypoint {
            // An option takes one program; its arguments come before those of the command.
            entrypoint = words.first.map { $0.isEmpty ? [] : [$0] } ?? []
            command = words.dropFirst() + command
        }
        let given = Set(image?.environment ?? [])
        environment = (config.environment ?? []).filter { !given.contains($0) }.map { text in
            let pair = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            return EnvironmentVariable(name: pair[0], value: pair.count == 2 ? pair[1] : "")
        }
        workingDirectory = Self.own(config.workingDirectory, image?.workingDirectory)
        user = Self.own(config.user, image?.user)
        hostname = config.hostname.flatMap { $0.isEmpty || wire.id.hasPrefix($0) ? nil : $0 }
        labels = (config.labels ?? [:]).filter { name, value in
            !name.hasPrefix(IdentityLabels.prefix) && image?.labels?[name] != value
        }
        hasTerminal = config.hasTerminal ?? false
        stopSignal = Self.own(config.stopSignal, image?.stopSignal)
        if let seconds = config.stopTimeout { stopGrace = .seconds(seconds) }
        mounts = (wire.mounts ?? []).compactMap { Mount($0) }
        if let host = wire.host { add(host) }
    }

    /// What was asked for beside the image's own.
    private static func own(_ value: String?, _ given: String?) -> String? {
        value.flatMap { $0.isEmpty || $0 == given ? nil : $0 }
    }

    private mutating func add(_ host: WireDescription.HostSettings) {
        limits = ResourceLimits(
            memory: host.memory.flatMap { $0 > 0 ? .bytes($0) : nil },
            cpus: host.nanoCPUs.flatMap { $0 > 0 ? Double($0) / 1e9 : nil },
            pids: host.pidsLimit.flatMap { $0 > 0 ? Int($0) : nil },
            // 64 MB is the engine's own.
            sharedMemory: host.sharedMemorySize.flatMap { $0 > 0 && $0 != 64 << 20 ? .bytes($0) : nil })
        if let mode = host.networkMode, !["", "default", "bridge"].contains(mode), !mode.hasPrefix("container:") {
            networks = [NetworkAttachment(name: mode)]
        }
        extraHosts = host.extraHosts ?? []
        dns = host.dns ?? []
        addedCapabilities = host.addedCapabilities ?? []
        droppedCapabilities = host.droppedCapabilities ?? []
        isPrivileged = host.isPrivileged ?? false
        isRootReadOnly = host.isRootReadOnly ?? false
        if host.initProcess == true { initProcess = .on }
        tmpfs = host.tmpfs ?? [:]
        ports = (host.portBindings ?? [:]).sorted { $0.key < $1.key }.flatMap { key, targets in
            let parts = key.split(separator: "/").map(String.init)
            return (targets ?? []).compactMap { target -> PortBinding? in
                guard let port = parts.first.flatMap({ Int($0) }) else { return nil }
                return PortBinding(
                    hostAddress: target.address ?? "", hostPort: target.port.flatMap { Int($0) }, containerPort: port,
                    transport: parts.count == 2 ? parts[1] : "tcp")
            }
        }
        devices = (host.devices ?? []).map {
            DeviceMapping(hostPath: $0.hostPath, containerPath: $0.containerPath, permissions: $0.permissions)
        }
        ulimits = (host.ulimits ?? []).map { Ulimit(name: $0.name, soft: $0.soft, hard: $0.hard) }
    }
}

extension Mount {
    /// - Returns: `nil` for kinds that are asked for in another way, or not at all.
    fileprivate init?(_ wire: WireDescription.Mount) {
        let isReadOnly = wire.isWritable == false
        switch wire.type {
        case "bind":
            self.init(kind: .bind, source: wire.source ?? "", target: wire.destination, isReadOnly: isReadOnly)
        case "volume":
            // A volume without a name of its own has 64 hexadecimal digits.
            let name = wire.name ?? ""
            let isAnonymous = name.utf8.count == 64 && name.allSatisfy(\.isHexDigit)
            self.init(
                kind: .volume, source: isAnonymous ? "" : name, target: wire.destination, isReadOnly: isReadOnly)
        default: return nil
        }
    }
}
