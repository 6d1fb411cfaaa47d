import Foundation
import Testing

@testable import JobCore

@Suite struct JobValidationTests {
    /// One wrong field: what to change in a good job, and the field that the error must name.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var field: String
        var change: @Sendable (inout JobDraft) -> Void

        init(_ testDescription: String, _ field: String, _ change: @escaping @Sendable (inout JobDraft) -> Void) {
            self.testDescription = testDescription
            self.field = field
            self.change = change
        }
    }

    /// A job in which every field is set to something good.
    static func fullDraft() -> JobDraft {
        var spec = JobSpec(image: "registry.example:5000/team/app:1.2", command: ["sh", "-c", "echo $HOME; exit 3"])
        spec.entrypoint = ["/bin/entry"]
        spec.environment = [.init(name: "PATH_2", value: "a=b\nc"), .init(name: "_TOKEN", value: "x", isSecret: true)]
        spec.workingDirectory = "/srv"
        spec.user = "app:1000"
        spec.hostname = "node-1.lab"
        spec.labels = ["com.example/role": "nightly ✓"]
        spec.limits = ResourceLimits(
            memory: .megabytes(6), cpus: 0.01, pids: 100, sharedMemory: .megabytes(64), gpus: "device=0,1")
        spec.mounts = [
            Mount(kind: .bind, source: "/srv/data", target: "/data"),
            Mount(kind: .volume, source: "cache", target: "/cache"),
        ]
        spec.tmpfs = ["/tmp": "rw,size=64m"]
        spec.networks = [NetworkAttachment(name: "lab", aliases: ["db"])]
        spec.extraHosts = ["db:10.0.0.5", "up:host-gateway", "six:::1"]
        spec.dns = ["1.1.1.1", "2606:4700::1111"]
        spec.ports = [PortBinding(hostAddress: "127.0.0.1", hostPort: 8080, containerPort: 80)]
        spec.ulimits = [Ulimit(name: "nofile", soft: 1024, hard: 2048), Ulimit(name: "core", soft: -1, hard: -1)]
        spec.droppedCapabilities = ["ALL", "cap_net_raw"]
        spec.platform = "linux/arm64/v8"
        spec.stopSignal = "SIGINT"
        return JobDraft(
            name: "Größe 测试 №1", spec: spec, priority: 100, timeout: .seconds(1),
            routing: RoutingPreference(host: "gpu-1", region: "Berlin"), notBefore: Date(timeIntervalSince1970: 2e9),
            idempotencyKey: "order 17", group: "nightly")
    }

    @Test("DOCK-04 a job with every field set to something good is accepted")
    func acceptsGood() throws {
        try JobValidation().validate(Self.fullDraft())
    }

    static let outOfRange: [Case] = [
        Case("empty image", "IMAGE") { $0.spec.image = "" },
        Case("malformed image", "IMAGE") { $0.spec.image = "Bad Image:::" },
        Case("image with upper case", "IMAGE") { $0.spec.image = "BusyBox" },
        Case("image with NUL", "IMAGE") { $0.spec.image = "a\0b" },
        Case("empty variable name", "--env") { $0.spec.environment = [.init(name: "", value: "x")] },
        Case("variable name with a dash", "--env") { $0.spec.environment = [.init(name: "A-B", value: "x")] },
        Case("variable name led by a digit", "--env") { $0.spec.environment = [.init(name: "1A", value: "x")] },
        Case("memory below 6 MB", "--memory") { $0.spec.limits.memory = .bytes((6 << 20) - 1) },
        Case("negative memory", "--memory") { $0.spec.limits.memory = .bytes(-1) },
        Case("CPU 0", "--cpus") { $0.spec.limits.cpus = 0 },
        Case("CPU −1", "--cpus") { $0.spec.limits.cpus = -1 },
        Case("CPU above 1024", "--cpus") { $0.spec.limits.cpus = 1024.01 },
        Case("CPU not a number", "--cpus") { $0.spec.limits.cpus = .nan },
        Case("no processes", "--pids-limit") { $0.spec.limits.pids = 0 },
        Case("shared memory 0", "--shm-size") { $0.spec.limits.sharedMemory = .bytes(0) },
        Case("GPUs in words", "--gpus") { $0.spec.limits.gpus = "two" },
        Case("deadline 0", "--timeout") { $0.timeout = .zero },
        Case("deadline above 30 days", "--timeout") { $0.timeout = .seconds(30 * 86400 + 1) },
        Case("negative priority", "--priority") { $0.priority = -1 },
        Case("priority above 100", "--priority") { $0.priority = 101 },
        Case("no attempts", "--retry") {
            $0.retryPolicy = RetryPolicy(maxAttempts: 0, baseDelay: .seconds(1), maxDelay: .seconds(1))
        },
        Case("relative working directory", "--workdir") { $0.spec.workingDirectory = "srv" },
        Case("empty user", "--user") { $0.spec.user = "" },
        Case("user with a space", "--user") { $0.spec.user = "a b" },
        Case("host name with an underscore", "--hostname") { $0.spec.hostname = "a_b" },
        Case("platform without architecture", "--platform") { $0.spec.platform = "linux" },
        Case("unknown signal", "--stop-signal") { $0.spec.stopSignal = "SIGNOPE" },
        Case("negative grace", "--stop-timeout") { $0.spec.stopGrace = .seconds(-1) },
        Case("mount over the root", "--volume") {
            $0.spec.mounts = [Mount(kind: .bind, source: "/srv", target: "/./")]
        },
        Case("relative mount", "--volume") { $0.spec.mounts = [Mount(kind: .bind, source: "srv", target: "/data")] },
        Case("volume name with a slash", "--volume") {
            $0.spec.mounts = [Mount(kind: .volume, source: "a/b", target: "/data")]
        },
        Case("two mounts at one path", "--tmpfs") {
            $0.spec.mounts = [Mount(kind: .volume, source: "a", target: "/data")]
            $0.spec.tmpfs = ["/data/": ""]
        },
        Case("port 0", "--publish") { $0.spec.ports = [PortBinding(containerPort: 0)] },
        Case("port 65536", "--publish") { $0.spec.ports = [PortBinding(hostPort: 65536, containerPort: 80)] },
        Case("unknown protocol", "--publish") { $0.spec.ports = [PortBinding(containerPort: 80, transport: "icmp")] },
        Case("port on the network none", "--publish") { $0.spec.networks = [NetworkAttachment(name: "none")] },
        Case("another container's network", "--network") {
            $0.spec.networks = [NetworkAttachment(name: "container:web")]
        },
        Case("alias on the default bridge", "--network-alias") {
            $0.spec.networks = [NetworkAttachment(name: "bridge", aliases: ["db"])]
        },
        Case("host without address", "--add-host") { $0.spec.extraHosts = ["db"] },
        Case("server by name", "--dns") { $0.spec.dns = ["resolver"] },
        Case("unknown limit", "--ulimit") { $0.spec.ulimits = [Ulimit(name: "files", soft: 1, hard: 1)] },
        Case("soft limit above the hard one", "--ulimit") {
            $0.spec.ulimits = [Ulimit(name: "nofile", soft: 2, hard: 1)]
        },
        Case("unknown capability", "--cap-drop") { $0.spec.droppedCapabilities = ["FLY"] },
        Case("host name of a host", "--host") { $0.routing.host = "grün" },
        Case("group with a space", "--group") { $0.group = "a b" },
        Case("empty program", "COMMAND") { $0.spec.command = [""] },
    ]

    @Test("DOCK-05 a field that is out of range is refused by its name", arguments: outOfRange)
    func refusesOutOfRange(wrong: Case) throws {
        var draft = Self.fullDraft()
        wrong.change(&draft)
        let error = try #require(throws: InvalidInput.self) { try JobValidation().validate(draft) }
        #expect(error.field == wrong.field)
        #expect(error.message.hasSuffix("."))
    }

    static let tooLarge: [Case] = [
        Case("name of 129 bytes", "--name") { $0.name = String(repeating: "é", count: 64) + "x" },
        Case("129 words", "COMMAND") { $0.spec.command = Array(repeating: "x", count: 129) },
        Case("command above 64 kB", "COMMAND") { $0.spec.command = [String(repeating: "x", count: 64 << 10)] },
        Case("257 variables", "--env") {
            $0.spec.environment = (0...256).map { EnvironmentVariable(name: "V\($0)", value: "") }
        },
        Case("variable above 32 kB", "--env") {
            $0.spec.environment = [.init(name: "V", value: String(repeating: "x", count: 32 << 10))]
        },
        Case("environment of 200 kB", "--env") {
            $0.spec.environment = (0..<7).map {
                EnvironmentVariable(name: "V\($0)", value: String(repeating: "x", count: 30_000))
            }
        },
        Case("65 labels", "--label") {
            $0.spec.labels = Dictionary(uniqueKeysWithValues: (0..<65).map { ("l\($0)", "") })
        },
        Case("1 MB label", "--label") { $0.spec.labels = ["l": String(repeating: "x", count: 1 << 20)] },
        Case("5,000-character name", "--name") { $0.name = String(repeating: "x", count: 5000) },
    ]

    @Test("F86 what is too large for the store is refused", arguments: tooLarge)
    func refusesTooLarge(wrong: Case) throws {
        try refusesOutOfRange(wrong: wrong)
    }

    @Test(
        "S07 F86 a name with a character that cannot be seen is refused, naming it",
        arguments: [
            ("a\u{1B}[2J", "U+001B"), ("a\0", "U+0000"), ("a\u{202E}b", "U+202E"), ("a\u{200B}b", "U+200B"),
            ("\u{FEFF}a", "U+FEFF"), ("a\u{AD}b", "U+00AD"), ("a\u{3164}", "U+3164"), ("a\u{E0041}", "U+E0041"),
            ("a\u{FE0F}", "U+FE0F"), ("a\u{9B}b", "U+009B"), ("a\nb", "U+000A"), ("a\u{A0}b", "U+00A0"),
        ])
    func refusesHidden(name: String, code: String) throws {
        var draft = Self.fullDraft()
        draft.name = name
        let error = try #require(throws: InvalidInput.self) { try JobValidation().validate(draft) }
        #expect(error.field == "--name")
        #expect(error.message.contains(code))
    }

    @Test("S08 a decomposed letter is refused, a composed one is not")
    func refusesDecomposed() throws {
        var draft = Self.fullDraft()
        draft.name = "caf\u{E9}"
        try JobValidation().validate(draft)
        draft.name = "cafe\u{301}"
        #expect(throws: InvalidInput.self) { try JobValidation().validate(draft) }
    }

    @Test("an image with the rest of a pasted line behind it is refused in words that say so")
    func refusesLinesInImage() throws {
        var draft = Self.fullDraft()
        draft.spec.image = "\r -m 256m \\\r app:2"
        let error = try #require(throws: InvalidInput.self) { try JobValidation().validate(draft) }
        #expect(error.field == "IMAGE" && error.message.contains("control character"))
    }

    @Test("a number that is out of range is named as it was typed")
    func namesNumbers() throws {
        for (cpus, words) in [
            (0, "0 is out of range"), (-1.5, "-1.5 is out of range"), (2_000, "2000 is out of range"),
        ] {
            var draft = Self.fullDraft()
            draft.spec.limits.cpus = cpus
            let error = try #require(throws: InvalidInput.self) { try JobValidation().validate(draft) }
            #expect(error.message.hasPrefix(words))
        }
    }

    @Test("DOCK-05 a NUL byte is refused wherever it stands")
    func refusesNUL() {
        let changes: [@Sendable (inout JobDraft) -> Void] = [
            { $0.spec.command = ["a\0"] }, { $0.spec.entrypoint = ["a\0"] }, { $0.spec.environment[0].value = "a\0" },
            { $0.spec.workingDirectory = "/a\0" }, { $0.spec.user = "a\0" }, { $0.spec.labels = ["a": "\0"] },
            { $0.spec.mounts[0].source = "/a\0" }, { $0.spec.mounts[0].target = "/a\0" },
            { $0.spec.tmpfs = ["/t": "\0"] },
            { $0.idempotencyKey = "\0" }, { $0.routing.region = "\0" }, { $0.spec.limits.gpus = "device=\0" },
        ]
        for change in changes {
            var draft = Self.fullDraft()
            change(&draft)
            #expect(throws: InvalidInput.self) { try JobValidation().validate(draft) }
        }
    }

    @Test("DOCK-05 a label in Berth's own name space is refused", arguments: ["berth.store", "Berth.job"])
    func refusesOwnLabels(name: String) {
        var draft = Self.fullDraft()
        draft.spec.labels[name] = "x"
        #expect(throws: InvalidInput.self) { try JobValidation().validate(draft) }
    }

    @Test("S17 the value of a variable never stands in an error")
    func keepsValuesOut() throws {
        var draft = Self.fullDraft()
        draft.spec.environment = [.init(name: "PASSWORD", value: "hunter2\0", isSecret: true)]
        let error = try #require(throws: InvalidInput.self) { try JobValidation().validate(draft) }
        #expect(!error.description.contains("hunter2"))
    }
}
