import JobCore
import Testing

struct CapabilityNeedTests {
    static let everything = Set(Capability.allCases)

    @Test(
        "BASE-13 each thing that a job may need is missed where it is lacking, by the option that asks for it",
        arguments: [
            (Capability.gpu, "--gpus"), (.resourceLimits, "--memory"), (.networking, "--publish"),
            (.volumes, "--volume"), (.secrets, "--secret"), (.initProcess, "--init"), (.input, "--interactive"),
        ])
    func needs(capability: Capability, option: String) throws {
        var spec = JobSpec(image: "x")
        try CapabilityNeed.check(spec, with: [], at: "host 'h'")
        switch capability {
        case .gpu: spec.limits.gpus = "1"
        case .resourceLimits: spec.limits.memory = .megabytes(64)
        case .networking: spec.ports = [PortBinding(containerPort: 80)]
        case .volumes: spec.mounts = [Mount(kind: .bind, source: "/a", target: "/b")]
        case .secrets: spec.environment = [EnvironmentVariable(name: "A", value: "b", isSecret: true)]
        case .initProcess: spec.initProcess = .on
        case .input: spec.takesInput = true
        case .usage, .followLogs, .pull: break
        }
        try CapabilityNeed.check(spec, with: Self.everything, at: "host 'h'")
        // Nobody has asked the executor yet: that refuses nothing.
        try CapabilityNeed.check(spec, with: nil, at: "host 'h'")
        let lacking = Self.everything.subtracting([capability])
        let error = #expect(throws: InvalidInput.self) { try CapabilityNeed.check(spec, with: lacking, at: "host 'h'") }
        #expect(error?.field == option)
        #expect(error?.message.contains("host 'h'") == true)
        let nowhere = #expect(throws: InvalidInput.self) { try CapabilityNeed.check(spec, with: lacking, at: nil) }
        #expect(nowhere?.message.contains("which no host has") == true)
    }

    @Test("BASE-13 no network at all is no need of networking")
    func noNetwork() throws {
        var spec = JobSpec(image: "x")
        spec.networks = [NetworkAttachment(name: "none")]
        try CapabilityNeed.check(spec, with: [], at: "host 'h'")
    }
}
