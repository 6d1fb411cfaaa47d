import Foundation
public import JobCore

/// Refuses what this executor or the engine could never run, naming the field, before anything is called (DOCK-04,
/// DOCK-05). What holds for every executor is checked by `JobValidation`.
struct SpecificationCheck: Sendable {
    let spec: JobSpec

    func run() throws(InvalidInput) {
        do throws(ImageReferenceError) {
            _ = try ImageReference(parsing: spec.image)
        } catch {
            throw InvalidInput("image", "'\(spec.image)' is not an image reference: \(error).")
        }
        try checkLabels()
        try checkLimits()
        try checkNetworks()
        try checkPaths()
        try checkLists()
    }

    private func checkLabels() throws(InvalidInput) {
        if let key = spec.labels.keys.sorted().first(where: { $0.hasPrefix(IdentityLabels.prefix) }) {
            throw InvalidInput("--label", "'\(key)' is reserved: labels that begin with 'berth.' are Berth's own.")
        }
    }

    private func checkLimits() throws(InvalidInput) {
        if let memory = spec.limits.memory, memory < .megabytes(6) {
            throw InvalidInput("--memory", "\(memory) is too little: the engine's minimum is 6 MB.")
        }
        if let cpus = spec.limits.cpus, !(cpus >= 0.01 && cpus <= 1024) {
            throw InvalidInput("--cpus", "\(cpus) is out of range: allowed are 0.01 to 1024 cores.")
        }
        if let pids = spec.limits.pids, pids < 1 {
            throw InvalidInput("--pids-limit", "\(pids) is out of range: allowed is 1 or more.")
        }
        if let size = spec.limits.sharedMemory, size.rawValue < 1 {
            throw InvalidInput("--shm-size", "'\(size)' is out of range: allowed is 1 byte or more.")
        }
        if let gpus = spec.limits.gpus, GPURequest(gpus) == nil {
            throw InvalidInput("--gpus", "'\(gpus)' is not understood: write all, a count, or device=0,1.")
        }
        if spec.stopGrace < .zero || spec.stopGrace > .seconds(86_400) {
            throw InvalidInput("--stop-timeout", "\(spec.stopGrace) is out of range: allowed are 0 s to 24 h.")
        }
    }

    private func checkNetworks() throws(InvalidInput) {
        for network in spec.networks {
            guard !network.name.isEmpty else { throw InvalidInput("--network", "The name of a network is empty.") }
            guard network.aliases.isEmpty || network.isUserDefined else {
                throw InvalidInput(
                    "--network-alias",
                    "'\(network.aliases[0])' cannot be a name on the network '\(network.name)': only networks that were made by "
                        + "`docker network create` have names.")
            }
        }
        let exclusive = spec.networks.first {
            $0.name == "none" || $0.name == "host" || $0.name.hasPrefix("container:")
        }
        if let exclusive, spec.networks.count > 1 || (exclusive.name != "none" && !spec.ports.isEmpty) {
            throw InvalidInput(
                "--network", "'\(exclusive.name)' goes with no other network, and has no ports of its own to publish.")
        }
        if Set(spec.networks.map(\.name)).count < spec.networks.count {
            throw InvalidInput("--network", "A network is named twice.")
        }
        for entry in spec.extraHosts where entry.split(separator: ":", maxSplits: 1).count < 2 {
            throw InvalidInput("--add-host", "'\(entry)' is not a host: write NAME:ADDRESS.")
        }
    }

    private func checkPaths() throws(InvalidInput) {
        if let directory = spec.workingDirectory, !directory.hasPrefix("/") {
            throw InvalidInput("--workdir", "'\(directory)' is not absolute: write a path that begins with '/'.")
        }
        for path in spec.tmpfs.keys.sorted() where !path.hasPrefix("/") {
            throw InvalidInput("--tmpfs", "'\(path)' is not absolute: write a path that begins with '/'.")
        }
        for mount in spec.mounts {
            guard mount.target.hasPrefix("/"), mount.target != "/" else {
                throw InvalidInput(
                    "--mount", "'\(mount.target)' is not a place to mount at: write an absolute path below '/'.")
            }
            guard mount.kind != .bind || mount.source.hasPrefix("/") else {
                throw InvalidInput("--mount", "'\(mount.source)' is not an absolute path of the host.")
            }
        }
        for device in spec.devices {
            let isPermitted = !device.permissions.isEmpty && device.permissions.allSatisfy { "rwm".contains($0) }
            guard device.hostPath.hasPrefix("/"), device.containerPath.hasPrefix("/"), isPermitted else {
                throw InvalidInput(
                    "--device",
                    "'\(device.hostPath):\(device.containerPath):\(device.permissions)' is not a device: "
                        + "write absolute paths and permissions of r, w, m.")
            }
        }
    }

    private func checkLists() throws(InvalidInput) {
        for port in spec.ports {
            let numbers = [port.containerPort] + [port.hostPort].compactMap { $0 }
            guard numbers.allSatisfy((1...65_535).contains), ["tcp", "udp", "sctp"].contains(port.transport) else {
                throw InvalidInput(
                    "--publish",
                    "'\(port.containerPort)/\(port.transport)' is not a port: allowed are 1 to 65535 and tcp, udp, sctp."
                )
            }
        }
        for limit in spec.ulimits where limit.soft > limit.hard && limit.hard >= 0 {
            throw InvalidInput(
                "--ulimit", "'\(limit.name)': the soft limit \(limit.soft) is above the hard one, \(limit.hard).")
        }
        if let platform = spec.platform,
            !(2...3).contains(platform.split(separator: "/", omittingEmptySubsequences: false).count)
        {
            throw InvalidInput(
                "--platform", "'\(platform)' is not a platform: write OS/ARCHITECTURE such as linux/amd64.")
        }
    }
}

extension DockerExecutor {
    /// Refuses what Docker can never run, naming the field, and what this engine lacks as far as it has been asked.
    public func validate(_ spec: JobSpec) throws(InvalidInput) {
        try SpecificationCheck(spec: spec).run()
        try CapabilityNeed.check(spec, with: memory.information.map(Self.capabilities), at: "its engine")
    }
}
