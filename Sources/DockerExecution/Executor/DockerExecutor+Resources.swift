public import JobCore
import JobEngine

extension DockerExecutor {
    /// Programs that are an init themselves: a second one before them would take their place as PID 1.
    private static let inits: Set<String> = [
        "tini", "tini-static", "docker-init", "dumb-init", "catatonit", "podman-init", "init", "systemd", "s6-svscan",
        "my_init", "runit-init", "pid1",
    ]

    /// What the engine can do, by its `/info`: GPUs with an `nvidia` runtime or named ones, an init if it has one.
    /// - Throws: an outage when nothing is known of the engine yet and it does not answer.
    public func capabilities() async throws(ExecutorError) -> Set<Capability> {
        Self.capabilities(of: try await perform(.information) { try await self.information() })
    }

    static func capabilities(of information: WireInformation) -> Set<Capability> {
        var capabilities: Set<Capability> = [
            .resourceLimits, .networking, .volumes, .secrets, .usage, .followLogs, .pull, .input,
        ]
        if information.hasInit { capabilities.insert(.initProcess) }
        if information.runtimes?["nvidia"] != nil || DeviceInterfaceGPUs(information) != nil {
            capabilities.insert(.gpu)
        }
        return capabilities
    }

    /// The engine's properties; asked for once per executor and again by every health check.
    func information() async throws -> WireInformation {
        if let information = memory.information { return information }
        return try await askInformation()
    }

    func askInformation() async throws -> WireInformation {
        let information = try await client.get(WireInformation.self, EngineCall(path: "/info"))
        memory.information = information
        return information
    }

    /// Refuses what the host can never give; the engine itself takes any amount of memory (DOCK-14).
    func checkResources(_ order: LaunchOrder, against information: WireInformation) throws(ExecutorError) {
        let sentence = sentence(.create(name: order.containerName, image: order.spec.image))
        if let memory = order.spec.limits.memory, let total = information.memory, memory.rawValue > total {
            throw ExecutorError(
                .resource,
                sentence.sentence(
                    "it asks for \(memory) of memory, the host has \(ByteCount(rawValue: total))",
                    remedy: "Lower --memory, or choose a larger host."))
        }
        if let cpus = order.spec.limits.cpus, let cores = information.cores, cpus > Double(cores) {
            throw ExecutorError(
                .resource,
                sentence.sentence(
                    "it asks for \(cpus) cores, the host has \(cores)",
                    remedy: "Lower --cpus, or choose a larger host."))
        }
    }

    /// Whether an init is to run as PID 1 (DOCK-03).
    func decideInit(_ spec: JobSpec) async throws(ExecutorError) -> Bool {
        switch spec.initProcess {
        case .on: return true
        case .off: return false
        case .automatic:
            guard try await perform(.information, { try await information().hasInit }) else { return false }
            guard let first = try await firstWord(of: spec) else { return true }
            return !Self.inits.contains(String(first.split(separator: "/").last ?? ""))
        }
    }

    /// The program that will be PID 1 if no init is added.
    private func firstWord(of spec: JobSpec) async throws(ExecutorError) -> String? {
        if let entrypoint = spec.entrypoint { return entrypoint.first ?? spec.command.first }
        let image = try await defaults(of: spec.image)
        return image.entrypoint.first ?? spec.command.first ?? image.command.first
    }

    private func defaults(of image: String) async throws(ExecutorError) -> (entrypoint: [String], command: [String]) {
        if let known = memory.defaults(of: image) { return known }
        let wire = try await inspectImage(image)
        let defaults = (wire.config?.entrypoint ?? [], wire.config?.command ?? [])
        memory.note(image, entrypoint: defaults.0, command: defaults.1)
        return defaults
    }

    /// Asks for an image on the host.
    /// - Throws: `imageNotFound` when the host does not have it.
    func inspectImage(_ image: String) async throws(ExecutorError) -> WireImage {
        // The slashes of a reference are part of the engine's route; everything else is encoded.
        let path = image.split(separator: "/", omittingEmptySubsequences: false).map {
            PercentEncoding.encode(String($0))
        }
        return try await perform(.inspectImage(image)) {
            try await client.get(WireImage.self, EngineCall(path: "/images/\(path.joined(separator: "/"))/json"))
        }
    }
}
