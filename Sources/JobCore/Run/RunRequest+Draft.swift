extension RunRequest {
    /// Asks for what an earlier job, or a container, was: the way back from a draft to text. Secret variables are named, not
    /// shown; their values stay with the earlier job.
    public init(_ draft: JobDraft) {
        self.init(draft.spec)
        rerunOf = draft.rerunOf
        set(.name, draft.name)
        if draft.priority != 50 { set(.priority, "\(draft.priority)") }
        set(.timeout, draft.timeout?.text)
        setRetry(draft)
        set(.host, draft.routing.host)
        set(.executor, draft.routing.executor?.rawValue)
        set(.region, draft.routing.region)
        self[.require] = draft.routing.required.map(\.description)
        self[.prefer] = draft.routing.preferred.map(\.description)
        set(.group, draft.group)
        self[.after] = draft.after.map(\.description)
        set(.unique, draft.unique?.description)
        if draft.isHeld { self[.hold] = [""] }
    }

    /// Asks for a container.
    public init(_ spec: JobSpec) {
        self.init(image: spec.image, command: spec.command)
        set(.entrypoint, spec.entrypoint.map { $0.first ?? "" })
        self[.environment] = spec.environment.filter { !$0.isSecret }.map { "\($0.name)=\($0.value)" }
        self[.secret] = spec.environment.filter(\.isSecret).map(\.name)
        set(.workingDirectory, spec.workingDirectory)
        set(.user, spec.user)
        set(.hostname, spec.hostname)
        self[.label] = spec.labels.sorted { $0.key < $1.key }.map {
            $0.value.isEmpty ? $0.key : "\($0.key)=\($0.value)"
        }
        setLimits(spec)
        setFiles(spec)
        setNetwork(spec)
        self[.addCapability] = spec.addedCapabilities
        self[.dropCapability] = spec.droppedCapabilities
        if spec.isPrivileged { self[.privileged] = [""] }
        set(.platform, spec.platform)
        set(.stopSignal, spec.stopSignal)
        if spec.stopGrace != .seconds(10) { set(.stopTimeout, spec.stopGrace.text) }
        if spec.initProcess != .automatic { self[.initProcess] = [spec.initProcess == .on ? "true" : "false"] }
        if spec.hasTerminal { self[.terminal] = [""] }
        if spec.pullPolicy != .missing { set(.pull, spec.pullPolicy.rawValue) }
    }

    private mutating func set(_ option: RunOption, _ value: String?) { self[option] = value.map { [$0] } ?? [] }

    /// A policy that has a name is asked for by it; any other by its number of attempts and its exit codes.
    private mutating func setRetry(_ draft: JobDraft) {
        guard draft.effectiveRetryPolicy != RetryStrategy.implied(byPriority: draft.priority).policy else { return }
        var plain = draft.effectiveRetryPolicy
        plain.retriedExitCodes = []
        let implied = RetryStrategy.implied(byPriority: draft.priority)
        if let strategy = RetryStrategy.allCases.first(where: { $0.policy == plain }) {
            if strategy != implied { set(.retry, strategy.rawValue) }
        } else if plain.maxAttempts != implied.policy.maxAttempts {
            set(.retry, "\(plain.maxAttempts)")
        }
        let codes = draft.effectiveRetryPolicy.retriedExitCodes
        if codes == Set(1...255) {
            set(.retryOn, "any")
        } else if !codes.isEmpty {
            set(.retryOn, codes.sorted().map { "\($0)" }.joined(separator: ","))
        }
    }

    private mutating func setLimits(_ spec: JobSpec) {
        set(.memory, spec.limits.memory?.text)
        set(.cpus, spec.limits.cpus.map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" })
        set(.pidsLimit, spec.limits.pids.map { "\($0)" })
        set(.sharedMemory, spec.limits.sharedMemory?.text)
        set(.gpus, spec.limits.gpus)
        self[.resource] = spec.limits.counters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        self[.ulimit] = spec.ulimits.map { limit in
            let words = [limit.soft, limit.hard].map { $0 == -1 ? "unlimited" : "\($0)" }
            return "\(limit.name)=" + (limit.soft == limit.hard ? words[0] : words.joined(separator: ":"))
        }
    }

    private mutating func setFiles(_ spec: JobSpec) {
        for mount in spec.mounts {
            let access = mount.isReadOnly ? ":ro" : ""
            if mount.kind == .volume, mount.source.isEmpty, !mount.isReadOnly, !mount.target.contains(":") {
                self[.volume].append(mount.target)
            } else if mount.source.isEmpty || "\(mount.source)\(mount.target)".contains(":") {
                // The short form cannot say it.
                let source = mount.source.isEmpty ? "" : ",source=\(mount.source)"
                self[.mount].append(
                    "type=\(mount.kind.rawValue)\(source),target=\(mount.target)\(mount.isReadOnly ? ",readonly" : "")")
            } else {
                self[.volume].append("\(mount.source):\(mount.target)\(access)")
            }
        }
        self[.tmpfs] = spec.tmpfs.sorted { $0.key < $1.key }.map { $0.value.isEmpty ? $0.key : "\($0.key):\($0.value)" }
        if spec.isRootReadOnly { self[.readOnly] = [""] }
        self[.device] = spec.devices.map { device in
            device.hostPath == device.containerPath && device.permissions == "rwm"
                ? device.hostPath : "\(device.hostPath):\(device.containerPath):\(device.permissions)"
        }
    }

    private mutating func setNetwork(_ spec: JobSpec) {
        self[.network] = spec.networks.map(\.name)
        self[.networkAlias] = spec.networks.first?.aliases ?? []
        self[.addHost] = spec.extraHosts
        self[.dns] = spec.dns
        self[.publish] = spec.ports.map { port in
            let address = port.hostAddress.contains(":") ? "[\(port.hostAddress)]" : port.hostAddress
            let host = port.hostPort.map { "\($0):" } ?? (address.isEmpty ? "" : ":")
            let transport = port.transport == "tcp" ? "" : "/\(port.transport)"
            return (address.isEmpty ? "" : address + ":") + host + "\(port.containerPort)" + transport
        }
    }
}

extension Duration {
    /// As `Duration(parsing:)` reads it back.
    fileprivate var text: String {
        let milliseconds = Int64((inSeconds * 1000).rounded())
        if milliseconds % 1000 != 0 { return "\(milliseconds)ms" }
        let seconds = milliseconds / 1000
        for (unit, length) in [("d", Int64(86400)), ("h", 3600), ("m", 60)] where seconds % length == 0 && seconds > 0 {
            return "\(seconds / length)\(unit)"
        }
        return "\(seconds)s"
    }
}

extension ByteCount {
    /// As `ByteCount(parsing:)` reads it back.
    fileprivate var text: String {
        for (unit, shift) in [("g", 30), ("m", 20), ("k", 10)] where rawValue % (1 << shift) == 0 && rawValue > 0 {
            return "\(rawValue >> shift)\(unit)"
        }
        return "\(rawValue)b"
    }
}
