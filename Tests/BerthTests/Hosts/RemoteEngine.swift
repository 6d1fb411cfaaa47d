import Foundation
import JobCore

/// A way to an engine of the tests that is none of the engine's own socket.
struct RemoteEngine: Sendable {
    /// What a host is told.
    var host: JobHost
    /// The environment of who uses it.
    var environment: [String: String] = [:]

    /// A directory of a test's own, gone on every path.
    static func withDirectory<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        let path = "/tmp/berth-far-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await body(path)
    }

    /// An engine of the test's own that speaks TLS on port 2376 of its own network.
    static func withTLSEngine<Result>(
        server: String = "server", _ body: (TestEngine, TestCertificates) async throws -> Result
    ) async throws -> Result {
        try await withDirectory { directory in
            let certificates = try await TestCertificates.make(in: directory + "/tls")
            let options = [
                "--", "--host=tcp://127.0.0.1:2376", "--tlsverify", "--tlscacert=\(certificates.path("ca.pem"))",
                "--tlscert=\(certificates.path("\(server).pem"))", "--tlskey=\(certificates.path("\(server)-key.pem"))",
            ]
            return try await TestEngine.withPrivate("tls", options: options) { try await body($0, certificates) }
        }
    }

    /// A port of this machine behind which a port of an engine's own network lies.
    static func withPort<Result>(
        _ port: Int = 2376, of engine: TestEngine, _ body: (Int) async throws -> Result
    ) async throws -> Result {
        try await withDirectory { directory in
            let outside = Int.random(in: 20_000...29_999)
            let environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""]
            let inner = try await WorkerProcess.start(
                ["UNIX-LISTEN:\(directory)/s,fork,backlog=128", "TCP:127.0.0.1:\(port)"], program: "socat",
                wrapper: try engine.entering, environment: environment, logPath: directory + "/inner.log")
            let outer = try await WorkerProcess.start(
                ["TCP-LISTEN:\(outside),bind=127.0.0.1,fork,reuseaddr,backlog=128", "UNIX-CONNECT:\(directory)/s"],
                program: "socat", environment: environment, logPath: directory + "/outer.log")
            defer {
                for process in [outer, inner] { process.signal(SIGKILL) }
            }
            try await eventually("the relay listens") {
                let open = try await ShellCommand.run(
                    "bash", ["-c", "exec 3<>/dev/tcp/127.0.0.1/\(outside) && test -S \(directory)/s"])
                return open.code == 0
            }
            return try await body(outside)
        }
    }

    /// An engine's socket behind an ssh server of the test's own.
    static func withSSH<Result>(
        to engine: TestEngine, _ body: (RemoteEngine, SSHServer) async throws -> Result
    ) async throws -> Result {
        try await withDirectory { directory in
            try await SSHServer.with(in: directory) { server in
                let host = JobHost(
                    name: "far", kind: .docker, endpoint: "ssh://root@127.0.0.1:\(server.port)\(engine.socketPath)")
                return try await body(RemoteEngine(host: host, environment: server.environment), server)
            }
        }
    }

    /// A Podman of the test's own.
    static func withPodman<Result>(_ body: (TestEngine) async throws -> Result) async throws -> Result {
        let name = "podman-\(UInt16.random(in: 0 ... .max))"
        let script = try TestEngine.podmanScript
        do {
            let answer = try await ShellCommand.check(script, ["start", name])
            let path = answer.components(separatedBy: "unix://").last?.trimmingCharacters(in: .whitespacesAndNewlines)
            let result = try await body(TestEngine(name: name, socketPath: path ?? ""))
            try await ShellCommand.check(script, ["remove", name])
            return result
        } catch {
            _ = try? await ShellCommand.run(script, ["remove", name])
            throw error
        }
    }
}
