import DockerExecution
import Foundation
import JobCore
import JobEngine
import Logging
import Testing

/// What a host may not be, and what an engine that is not what it should be is told: one clear sentence each.
@Suite(.timeLimit(.minutes(3))) struct HostRefusalTests {
    @Test(
        "S20 a plain tcp:// over a network is refused unless somebody says that it is meant; TLS cannot be turned to no verification"
    )
    func plaintext() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let refused = try await lab.berth("host", "add", "far", "--endpoint", "tcp://10.255.255.1:2375")
            #expect(refused.code == 64)
            #expect(refused.standardError.contains("without encryption"))
            #expect(refused.standardError.contains("--plaintext"))
            // Who means it gets it, marked for good.
            let meant = try await lab.berth("host", "add", "far", "--endpoint", "tcp://127.0.0.2:9", "--plaintext")
            #expect(meant.code == 0)
            #expect(try await lab.check("host", "list").contains("not encrypted"))
            let unknown = try await lab.berth(
                "host", "add", "far", "--endpoint", "tcp://h:2376", "--option", "tlsVerify=false")
            #expect(unknown.code == 64)
            #expect(unknown.standardError.contains("'tlsVerify' is no setting of a docker host"))
        }
    }

    @Test(
        "BASE-03 S22 bad settings of hosts are refused in one sentence that names the field and what is allowed",
        arguments: [
            (["--endpoint", "tcp://a b"], "holds a space"),
            (["--endpoint", "ssh://-oProxyCommand=id/"], "neither the name nor the number"),
            (["--endpoint", "ssh://u;id@h"], "not a user's name"),
            (["--endpoint", "ftp://h"], "begins with none of"),
            (["--endpoint", "unix:///x", "--tls-ca", "/dev/null"], "only tcp:// has"),
            (["--endpoint", "tcp://h", "--tls-ca", "/nonexistent.pem"], "There is no file '/nonexistent.pem'"),
            (["--endpoint", "tcp://h", "--tls-ca", "/etc/hostname"], "holds no certificate"),
            (["--endpoint", ""], "--endpoint: It is empty"),
            (["--kind", "mock", "--endpoint", "unix:///x"], "A host of kind mock has no engine"),
            (["--endpoint", "tcp://h", "--plaintext", "--tls-ca", "/ca.pem"], "reached with TLS"),
            (["--endpoint", "unix:///x", "--plaintext"], "over no tcp://"),
            (["--endpoint", "ssh://u@h", "--option", "plaintext=true"], "over no tcp://"),
            (["--endpoint", "tcp://h", "--tls-cert", "/etc/hostname"], "go together"),
            (["--endpoint", "unix:///x", "--option", "timeout=-1s"], "out of range. Give 1s to 24h"),
            (["--endpoint", "unix:///x", "--option", "maxRetries=-1"], "Give 0 to 100"),
            (["--endpoint", "unix:///x", "--option", "debugMode=maybe"], "neither true nor false"),
            (["--endpoint", "unix:///x", "--option", "failureThreshold=0"], "Give 1 to 1000"),
            (["--endpoint", "unix:///x", "--option", "colour=red"], "no setting of a docker host"),
            (["--endpoint", "unix:///x", "--weight", "0"], "Give 1 to 1000"),
            (["--endpoint", "unix:///x", "--weight", "1001"], "Give 1 to 1000"),
            (["--endpoint", "unix:///x", "--slots", "0"], "Give 1 to 1000"),
            (["--context", "nope"], "There is no docker context 'nope'"),
        ])
    func badSettings(arguments: [String], sentence: String) async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let result = try await lab.berth(["host", "add", "bad"] + arguments)
            #expect(result.code == 64, "\(result.standardError)")
            #expect(result.standardError.contains(sentence), "\(result.standardError)")
            #expect(result.standardError.split(separator: "\n").count == 1, "\(result.standardError)")
        }
    }

    @Test("CMD-09 a host's name is there once")
    func duplicates() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            try await lab.check("host", "add", "one", "--kind", "mock")
            let again = try await lab.berth("host", "add", "one", "--kind", "mock")
            #expect(again.code == 1)
            #expect(again.standardError.contains("There is a host 'one' already"))
        }
    }

    @Test("S20 a key that others can read is refused, and the remedy is named")
    func openKey() async throws {
        try await RemoteEngine.withDirectory { directory in
            let certificates = try await TestCertificates.make(in: directory + "/tls")
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o640], ofItemAtPath: certificates.path("client-key.pem"))
            let host = JobHost(
                name: "far", kind: .docker, endpoint: "tcp://h:2376", options: certificates.hostOptions)
            let error = #expect(throws: InvalidInput.self) { try Self.maker().makeExecutor(for: host) }
            #expect(error?.message.contains("Others can read the key") == true)
            #expect(error?.message.contains("chmod 600") == true)
        }
    }

    @Test("S20 a certificate that is expired, for another name, or of another authority; and ours that is not accepted")
    func certificates() async throws {
        try await RemoteEngine.withTLSEngine { engine, certificates in
            let cases: [(server: String, change: [String: String], sentence: String)] = [
                ("server", [:], ""), ("expired", [:], "has expired"), ("stranger", [:], "for another name"),
                ("server", ["tlsCA": certificates.path("other.pem")], "is not signed by"),
                (
                    "server",
                    [
                        "tlsCert": certificates.path("outsider.pem"),
                        "tlsKey": certificates.path("outsider-key.pem"),
                    ], "does not accept our certificate"
                ),
            ]
            for (server, change, sentence) in cases {
                try await Self.withServer(server, before: engine, certificates) { port in
                    let host = JobHost(
                        name: "far", kind: .docker, endpoint: "tcp://127.0.0.1:\(port)",
                        options: certificates.hostOptions.merging(change) { $1 })
                    let executor = try Self.maker().makeExecutor(for: host)
                    let health = await executor.health()
                    let steps = await (executor as? any HostProbing)?.probe() ?? []
                    await executor.close()
                    if sentence.isEmpty {
                        #expect(health.isHealthy, "\(health.failure ?? "")")
                        #expect(steps.map(\.name) == ["resolve", "connect", "TLS", "version", "capabilities", "clock"])
                        #expect(steps.allSatisfy { $0.outcome == .fine }, "\(steps)")
                    } else {
                        // An outage: of the jobs that run there it says nothing.
                        #expect(health.failureCode == .connection)
                        #expect(health.failure?.contains(sentence) == true, "\(server): \(health.failure ?? "well")")
                        #expect(steps.last?.name == "TLS", "\(server) \(change): \(steps)")
                        #expect(steps.last?.outcome == .failed)
                    }
                }
            }
        }
    }

    @Test("F65 a name that cannot be resolved, a port where nobody listens, TLS where there is none")
    func unreachable() async throws {
        for (endpoint, options, sentence, step) in [
            ("tcp://no-such-host.invalid:2375", ["plaintext": "true"], "cannot be resolved", "resolve"),
            ("tcp://127.0.0.1:9", [:], "nobody listens there", "connect"),
        ] as [(String, [String: String], String, String)] {
            let executor = try Self.maker().makeExecutor(
                for: JobHost(name: "far", kind: .docker, endpoint: endpoint, options: options))
            let steps = await (executor as? any HostProbing)?.probe() ?? []
            #expect(steps.last?.outcome == .failed)
            #expect(steps.last?.name == step)
            #expect(steps.last?.detail.contains(sentence) == true, "\(steps)")
            #expect(await executor.health().failureCode == .connection)
            await executor.close()
        }
    }

    private static func maker() -> DockerExecutorMaker {
        DockerExecutorMaker(environment: [:], home: "/nonexistent", logger: Logger(label: "test"))
    }

    /// A TLS server with a certificate of the tests before an engine's socket.
    private static func withServer(
        _ name: String, before engine: TestEngine, _ certificates: TestCertificates,
        _ body: (Int) async throws -> Void
    ) async throws {
        let port = Int.random(in: 40_000...49_999)
        let files = ["cert=" + certificates.path("\(name).pem"), "key=" + certificates.path("\(name)-key.pem")]
        let listen =
            "OPENSSL-LISTEN:\(port),bind=127.0.0.1,fork,reuseaddr,verify=1,cafile=\(certificates.path("ca.pem")),"
        let process = try await WorkerProcess.start(
            [listen + files.joined(separator: ","), "UNIX-CONNECT:\(engine.socketPath)"], program: "socat",
            environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""],
            logPath: certificates.path("socat.log"))
        defer { process.signal(SIGKILL) }
        try await eventually("the server listens") {
            try await ShellCommand.run("bash", ["-c", "exec 3<>/dev/tcp/127.0.0.1/\(port)"]).code == 0
        }
        try await body(port)
    }
}
