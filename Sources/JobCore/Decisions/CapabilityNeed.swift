/// What a job needs of its executor beyond running at all (BASE-13).
public struct CapabilityNeed: Hashable, Sendable {
    /// What it needs.
    public var capability: Capability
    /// The option that asks for it.
    public var option: String

    /// Everything that a specification needs.
    public static func all(of spec: JobSpec) -> [CapabilityNeed] {
        var needs: [CapabilityNeed] = []
        func need(_ capability: Capability, _ option: String, _ isAsked: Bool) {
            if isAsked { needs.append(CapabilityNeed(capability: capability, option: option)) }
        }
        need(.gpu, "--gpus", spec.limits.gpus != nil)
        need(.resourceLimits, "--memory", spec.limits.memory != nil)
        need(.resourceLimits, "--cpus", spec.limits.cpus != nil)
        need(.resourceLimits, "--pids-limit", spec.limits.pids != nil)
        need(.networking, "--publish", !spec.ports.isEmpty)
        need(.networking, "--network", spec.networks.contains { $0.name != "none" })
        need(.volumes, "--volume", !spec.mounts.isEmpty)
        need(.volumes, "--tmpfs", !spec.tmpfs.isEmpty)
        need(.secrets, "--secret", spec.environment.contains(where: \.isSecret))
        need(.initProcess, "--init", spec.initProcess == .on)
        need(.input, "--interactive", spec.takesInput)
        return needs
    }

    /// Whether an executor has all that is needed; what nobody has asked yet refuses nothing.
    static func isMet(by capabilities: Set<Capability>?, _ needs: [CapabilityNeed]) -> Bool {
        guard let capabilities else { return true }
        return needs.allSatisfy { capabilities.contains($0.capability) }
    }

    /// Refuses a specification that needs what an executor lacks.
    ///
    /// - Parameters:
    ///   - capabilities: what the executor can do; `nil` when nobody has asked it yet, which refuses nothing.
    ///   - place: where, for the sentence: `host 'x'`; `nil` for all hosts together.
    public static func check(_ spec: JobSpec, with capabilities: Set<Capability>?, at place: String?)
        throws(InvalidInput)
    {
        guard let capabilities, let missing = all(of: spec).first(where: { !capabilities.contains($0.capability) })
        else { return }
        let refusal =
            place.map { "which \($0) does not have. Leave the option out, or choose another host." }
            ?? "which no host has. Leave the option out, or add a host that has it."
        throw InvalidInput(missing.option, "The job needs \(missing.capability.words), \(refusal)")
    }
}
