import JobCore
import Testing

@testable import DockerExecution

struct SpecificationCheckTests {
    struct Bad: Sendable, CustomTestStringConvertible {
        let field: String
        let word: String
        let apply: @Sendable (inout JobSpec) -> Void
        var testDescription: String { "\(field) \(word)" }
    }

    static let bad: [Bad] = [
        Bad(field: "image", word: "UPPER") { $0.image = "UPPER" },
        Bad(field: "image", word: "") { $0.image = "" },
        Bad(field: "--label", word: "berth.job") { $0.labels = ["berth.job": "1"] },
        Bad(field: "--memory", word: "6 MB") { $0.limits.memory = .megabytes(5) },
        Bad(field: "--cpus", word: "0.001") { $0.limits.cpus = 0.001 },
        Bad(field: "--cpus", word: "-1") { $0.limits.cpus = -1 },
        Bad(field: "--cpus", word: "nan") { $0.limits.cpus = .nan },
        Bad(field: "--pids-limit", word: "0") { $0.limits.pids = 0 },
        Bad(field: "--gpus", word: "some") { $0.limits.gpus = "some" },
        Bad(field: "--network-alias", word: "db") {
            $0.networks = [NetworkAttachment(name: "bridge", aliases: ["db"])]
        },
        Bad(field: "--network", word: "host") { $0.networks = ["host", "n"].map { NetworkAttachment(name: $0) } },
        Bad(field: "--network", word: "twice") { $0.networks = ["n", "n"].map { NetworkAttachment(name: $0) } },
        Bad(field: "--add-host", word: "nothing") { $0.extraHosts = ["nothing"] },
        Bad(field: "--workdir", word: "relative") { $0.workingDirectory = "relative" },
        Bad(field: "--tmpfs", word: "tmp") { $0.tmpfs = ["tmp": ""] },
        Bad(field: "--mount", word: "/") { $0.mounts = [Mount(kind: .volume, source: "v", target: "/")] },
        Bad(field: "--mount", word: "here") { $0.mounts = [Mount(kind: .bind, source: "here", target: "/t")] },
        Bad(field: "--device", word: "q") {
            $0.devices = [DeviceMapping(hostPath: "/d", containerPath: "/d", permissions: "q")]
        },
        Bad(field: "--publish", word: "70000") { $0.ports = [PortBinding(containerPort: 70_000)] },
        Bad(field: "--ulimit", word: "nofile") { $0.ulimits = [Ulimit(name: "nofile", soft: 2, hard: 1)] },
        Bad(field: "--platform", word: "linux") { $0.platform = "linux" },
    ]

    @Test("DOCK-05 DOCK-04 what cannot run is refused before any call, naming field and value", arguments: bad)
    func refuses(bad: Bad) {
        var spec = JobSpec(image: "busybox")
        bad.apply(&spec)
        let error = #expect(throws: InvalidInput.self) { try SpecificationCheck(spec: spec).run() }
        #expect(error?.field == bad.field)
        #expect(error?.message.contains(bad.word) == true)
    }

    @Test("DOCK-05 an ordinary job passes")
    func passes() throws {
        var spec = JobSpec(image: "r.io:5000/a/b:1", command: ["x"])
        spec.limits = ResourceLimits(memory: .megabytes(6), cpus: 0.01, gpus: "device=0")
        spec.networks = [NetworkAttachment(name: "mine", aliases: ["db"]), NetworkAttachment(name: "other")]
        spec.platform = "linux/arm64/v8"
        try SpecificationCheck(spec: spec).run()
    }
}
