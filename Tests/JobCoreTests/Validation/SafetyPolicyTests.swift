import Testing

@testable import JobCore

@Suite struct SafetyPolicyTests {
    struct Danger: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var permission: SafetyPolicy.Permission
        var change: @Sendable (inout JobSpec) -> Void

        init(
            _ testDescription: String, _ permission: SafetyPolicy.Permission,
            _ change: @escaping @Sendable (inout JobSpec) -> Void
        ) {
            self.testDescription = testDescription
            self.permission = permission
            self.change = change
        }

        static func mount(_ source: String, _ permission: SafetyPolicy.Permission) -> Danger {
            Danger("mount of \(source)", permission) {
                $0.mounts = [Mount(kind: .bind, source: source, target: "/m")]
            }
        }
    }

    static let dangers: [Danger] = [
        Danger("privileged", .privileged) { $0.isPrivileged = true },
        Danger("host network", .hostNetwork) { $0.networks = [NetworkAttachment(name: "host")] },
        Danger("device", .devices) { $0.devices = [DeviceMapping(hostPath: "/dev/sda", containerPath: "/dev/sda")] },
        Danger("capability", .capabilities) { $0.addedCapabilities = ["SYS_ADMIN"] },
        .mount("/", .hostRoot), .mount("//", .hostRoot), .mount("/srv/..", .hostRoot), .mount("/.", .hostRoot),
        .mount("/var/run/docker.sock", .engineSocket), .mount("/run/../run//docker.sock", .engineSocket),
        .mount("/run/user/1000/podman/podman.sock", .engineSocket), .mount("/run", .engineSocket),
        .mount("/var/run/", .engineSocket),
    ]

    @Test("S29 a dangerous job is refused, naming the setting, unless that very setting allows it", arguments: dangers)
    func refusesUnlessAllowed(danger: Danger) throws {
        var spec = JobSpec(image: "debian:12")
        danger.change(&spec)
        let others = Set(SafetyPolicy.Permission.allCases).subtracting([danger.permission])
        let error = try #require(throws: InvalidInput.self) {
            try JobValidation(safety: SafetyPolicy(allowing: others)).validate(spec)
        }
        #expect(error.message.contains("'\(danger.permission.rawValue)' to hosts.allow"))
        try JobValidation(safety: SafetyPolicy(allowing: [danger.permission])).validate(spec)
    }

    @Test("S29 ordinary mounts need no permission", arguments: ["/srv", "/home/me/data", "/var/lib/app", "/runner"])
    func acceptsOrdinary(source: String) throws {
        var spec = JobSpec(image: "debian:12")
        spec.mounts = [Mount(kind: .bind, source: source, target: "/m")]
        try JobValidation().validate(spec)
    }
}
