import ArgumentParser
import Foundation
import JobCore
import Testing

@testable import berth

@Suite struct DraftBuilderTests {
    private static let files = [
        "/project/vars": "# comment\r\n\nA=1\r\nB= two words \nHOME\nUNSET\n", "/project/key": "s3cret\n",
    ]

    private func draft(_ line: [String], defaults: JobDefaults = .init()) throws -> JobDraft {
        try draft(request(line), defaults: defaults)
    }

    private func request(_ line: [String]) throws -> RunRequest {
        let command = try #require(
            try Berth.parseAsRoot(["run"] + RunArguments.spelledOut(line)) as? RunCommand)
        return try command.request()
    }

    private func draft(_ request: RunRequest, defaults: JobDefaults = .init()) throws -> JobDraft {
        let builder = DraftBuilder(
            defaults: defaults, variable: { ["HOME": "/home/me", "TOKEN": "t0ken"][$0] }, workingDirectory: "/project",
            home: "/home/me", now: Date(timeIntervalSince1970: 1_000_000),
            readFile: { path in
                guard let text = Self.files[path] else { throw CocoaError(.fileNoSuchFile) }
                return Array(text.utf8)
            })
        return try builder.draft(request)
    }

    @Test("CMD-01 DOCK-03 every option reaches the job")
    func readsEverything() throws {
        let draft = try draft([
            "-e", "A=x=y", "-eHOME", "--secret", "TOKEN", "--secret-file", "KEY=key", "-v", "./data:/data:ro",
            "-v", "~/c:/c", "-v", "cache:/cache", "-v", "/anonymous", "--mount", "type=bind,src=/s,dst=/d,readonly",
            "--mount", "type=tmpfs,target=/t,tmpfs-size=64m", "--tmpfs", "/u:size=1m", "-w", "/w", "-u", "me:us",
            "-p", "127.0.0.1:8080:80/udp", "-p", "[::1]:53:53", "-p", "9000", "--gpus", "all", "--shm-size", "64m",
            "-m", "2g", "--cpus", "1.5", "--pids-limit", "100", "--network", "lab", "--network-alias", "db",
            "--entrypoint", "/bin/e", "-l", "a=b", "--label", "c", "--platform", "linux/arm64", "--init", "-h", "box",
            "--add-host", "x:1.2.3.4", "--dns", "1.1.1.1", "--device", "/dev/a:/dev/b:r", "--ulimit", "nofile=1:2",
            "--ulimit", "core=unlimited", "--cap-add", "NET_ADMIN", "--cap-drop", "ALL", "--privileged",
            "--stop-signal", "INT", "--stop-timeout", "3s", "--read-only", "-t", "--pull", "always",
            "--name", "n", "--priority", "80", "--timeout", "2h", "--retry", "4", "--retry-on", "1,75", "--host", "h",
            "--executor", "docker", "--region", "r", "--in", "90s", "--hold", "--idempotency-key", "k",
            "app:2", "sh", "-c", "echo --name",
        ])
        var spec = JobSpec(image: "app:2", command: ["sh", "-c", "echo --name"])
        spec.environment = [
            .init(name: "A", value: "x=y"), .init(name: "HOME", value: "/home/me"),
            .init(name: "TOKEN", value: "t0ken", isSecret: true), .init(name: "KEY", value: "s3cret", isSecret: true),
        ]
        spec.mounts = [
            Mount(kind: .bind, source: "/project/data", target: "/data", isReadOnly: true),
            Mount(kind: .bind, source: "/home/me/c", target: "/c"),
            Mount(kind: .volume, source: "cache", target: "/cache"),
            Mount(kind: .volume, source: "", target: "/anonymous"),
            Mount(kind: .bind, source: "/s", target: "/d", isReadOnly: true),
        ]
        spec.tmpfs = ["/t": "size=64m", "/u": "size=1m"]
        spec.workingDirectory = "/w"
        spec.user = "me:us"
        spec.ports = [
            PortBinding(hostAddress: "127.0.0.1", hostPort: 8080, containerPort: 80, transport: "udp"),
            PortBinding(hostAddress: "::1", hostPort: 53, containerPort: 53), PortBinding(containerPort: 9000),
        ]
        spec.limits = ResourceLimits(
            memory: .gigabytes(2), cpus: 1.5, pids: 100, sharedMemory: .megabytes(64), gpus: "all")
        spec.networks = [NetworkAttachment(name: "lab", aliases: ["db"])]
        spec.entrypoint = ["/bin/e"]
        spec.labels = ["a": "b", "c": ""]
        spec.platform = "linux/arm64"
        spec.initProcess = .on
        spec.hostname = "box"
        spec.extraHosts = ["x:1.2.3.4"]
        spec.dns = ["1.1.1.1"]
        spec.devices = [DeviceMapping(hostPath: "/dev/a", containerPath: "/dev/b", permissions: "r")]
        spec.ulimits = [Ulimit(name: "nofile", soft: 1, hard: 2), Ulimit(name: "core", soft: -1, hard: -1)]
        spec.addedCapabilities = ["NET_ADMIN"]
        spec.droppedCapabilities = ["ALL"]
        spec.isPrivileged = true
        spec.stopSignal = "INT"
        spec.stopGrace = .seconds(3)
        spec.isRootReadOnly = true
        spec.hasTerminal = true
        spec.pullPolicy = .always
        var policy = RetryStrategy.highPriority.policy
        policy.maxAttempts = 4
        policy.retriedExitCodes = [1, 75]
        #expect(draft.spec == spec)
        #expect(
            draft
                == JobDraft(
                    name: "n", spec: spec, priority: 80, retryPolicy: policy, timeout: .seconds(7200),
                    routing: RoutingPreference(host: "h", executor: .docker, region: "r"),
                    notBefore: Date(timeIntervalSince1970: 1_000_090), isHeld: true, idempotencyKey: "k"))
    }

    @Test(
        "CMD-01 a job's own request for the same makes the same job: the form runs again what ran before",
        arguments: [
            [
                "-e", "A=x=y z", "-v", "/d:/d:ro", "-v", "cache:/c", "-v", "/anonymous", "--mount",
                "type=volume,target=/v,readonly", "--mount", "type=bind,source=/a:b,target=/t", "--tmpfs", "/u:size=1m",
                "-w", "/w", "-u", "me:us", "-p", "127.0.0.1:8080:80/udp", "-p", "[::1]:53:53", "-p", "9000",
                "-p", "1.2.3.4::80", "--gpus", "device=0,1", "--shm-size", "100b", "-m", "1536m", "--cpus", "0.5",
                "--pids-limit", "9", "--resource", "license=2", "--require", "gpu=true", "--prefer", "region=eu",
                "--network", "lab", "--network", "two", "--network-alias", "db", "--entrypoint",
                "", "-l", "a=b c", "--label", "d", "--platform", "linux/arm64", "--no-init", "-h", "box", "--add-host",
                "x:1.2.3.4", "--dns", "1.1.1.1", "--device", "/dev/a:/dev/b:r", "--device", "/dev/c", "--ulimit",
                "nofile=1:2", "--ulimit", "core=unlimited", "--cap-drop", "ALL", "--stop-signal", "INT",
                "--stop-timeout", "1500ms", "--read-only", "-t", "--pull", "never", "--name", "n b", "--priority", "90",
                "--timeout", "90m", "--retry", "conservative", "--retry-on", "any", "--host", "h", "--executor", "mock",
                "--region", "r", "--hold", "i", "sh", "-c", "echo 'a b'",
            ],
            ["i", "'my program'"], ["i", "--", "--", "x"], ["i"], ["--retry", "2", "--retry-on", "3,4", "i"],
        ])
    func roundTrip(line: [String]) throws {
        let draft = try draft(line)
        let request = RunRequest(draft)
        var again = try self.draft(request)
        // A policy is asked for by number and codes; where it came from a name, the name is part of neither.
        again.retryPolicy = again.effectiveRetryPolicy
        var expected = draft
        expected.retryPolicy = draft.effectiveRetryPolicy
        expected.retryStrategy = again.retryStrategy
        #expect(again == expected)
        // The line that the form shows asks for the same.
        let words = try ShellWords.split(request.commandLine, field: "line")
        #expect(try self.draft(Array(words.dropFirst(2))).spec == draft.spec)
    }

    @Test("CMD-01 a flag wins over the file, the file over the default (decisions 22)")
    func defaults() throws {
        let defaults = JobDefaults(
            priority: 10, timeout: .seconds(60), retry: .aggressive, memory: .megabytes(64), cpus: 2, pidsLimit: 9,
            pull: .never)
        let plain = try draft(["i"], defaults: defaults)
        #expect(plain.priority == 10)
        #expect(plain.timeout == .seconds(60))
        #expect(plain.retryStrategy == .aggressive)
        #expect(plain.spec.limits == ResourceLimits(memory: .megabytes(64), cpus: 2, pids: 9))
        #expect(plain.spec.pullPolicy == .never)
        let flagged = try draft(["--priority", "99", "-m", "1g", "--pull", "missing", "i"], defaults: defaults)
        #expect(flagged.priority == 99)
        #expect(flagged.spec.limits.memory == .gigabytes(1))
        #expect(flagged.spec.pullPolicy == .missing)
        #expect(try draft(["i"]).priority == 50)
    }

    @Test("CMD-01 an environment file is read as docker reads it; -e wins over it")
    func environmentFile() throws {
        let variables = try draft(["--env-file", "vars", "-e", "A=2", "i"]).spec.environment
        #expect(Set(variables.map { "\($0.name)=\($0.value)" }) == ["A=2", "B= two words ", "HOME=/home/me"])
    }

    @Test(
        "DOCK-03 the command is a vector; one word with spaces is split as a shell splits; --shell runs it by sh",
        arguments: [
            (["i", "echo", "a b"], ["echo", "a b"]), (["i", "echo 'a b' c"], ["echo", "a b", "c"]),
            (["--shell", "i", "echo", "$A;", "b"], ["sh", "-c", "echo $A; b"]), (["i", "--", "-x"], ["-x"]),
            (["i"], []),
            (["i", "/bin/true"], ["/bin/true"]),
        ])
    func commands(line: [String], command: [String]) throws {
        #expect(try draft(line).spec.command == command)
    }

    @Test(
        "CMD-01 what cannot be read is refused by the option's name",
        arguments: [
            ("-e NOPE i", "--env"), ("-m 12x i", "--memory"), ("--cpus many i", "--cpus"),
            ("--timeout soon i", "--timeout"),
            ("-p 80-90 i", "--publish"), ("-p a:b i", "--publish"), ("-v a:b:c:d i", "--volume"),
            ("-v :/x i", "--volume"),
            ("-v /a:/b:z i", "--volume"), ("--mount type=npipe,target=/x i", "--mount"),
            ("--mount type=bind,target=/x i", "--mount"), ("--mount bogus=1,target=/x i", "--mount"),
            ("--env-file nope i", "--env-file"), ("--secret NOPE i", "--secret"),
            ("--secret-file KEY i", "--secret-file"),
            ("--retry often i", "--retry"), ("--retry-on x i", "--retry-on"), ("--executor vm i", "--executor"),
            ("--at never i", "--at"), ("--at 10:00 --in 5s i", "--at"), ("--pull sometimes i", "--pull"),
            ("--ulimit nofile i", "--ulimit"), ("--network-alias db i", "--network-alias"), ("--shell i", "--shell"),
            ("--pids-limit few i", "--pids-limit"), ("--device a:b:c:d i", "--device"),
            ("--priority high i", "--priority"),
        ])
    func refuses(line: String, field: String) throws {
        let error = try #require(throws: InvalidInput.self) {
            try draft(line.split(separator: " ").map(String.init))
        }
        #expect(error.field == field)
        #expect(error.message.hasSuffix("."))
    }

    @Test(
        "CMD-01 F47 an option of docker's that Berth has not is refused by name, with a remedy",
        arguments: [
            "--rm", "--restart", "-a", "--attach", "--log-driver", "--cidfile",
            "--memory-swap", "-P", "-c", "--cpu-shares=5", "--link", "--pid", "--ipc", "--security-opt", "--sysctl",
            "--volumes-from", "--health-cmd", "--runtime", "--group-add", "--userns",
        ])
    func refusesDockerOptions(option: String) {
        let error = DockerOptions.refusal(of: option)
        #expect(option.hasPrefix(error.field) || option.contains(error.field.dropFirst()))
        #expect(!error.message.contains("There is no such option"))
    }
}
