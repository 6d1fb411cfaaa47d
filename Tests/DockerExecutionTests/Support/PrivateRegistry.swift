import Foundation
import Glibc
import NIOCore
import Testing

@testable import DockerExecution

/// Debian's registry inside the network of a private engine, which takes it as insecure on loopback.
struct PrivateRegistry: Sendable {
    static let address = "127.0.0.1:5055"
    static let user = "ann"
    static let password = "secret"

    /// Runs `body` with a registry that holds `t/bb:1`; it wants a login when `hasLogin` says so.
    static func with(engine: PrivateEngine, hasLogin: Bool, _ body: () async throws -> Void) async throws {
        let folder = URL(fileURLWithPath: "/tmp/berth-registry-\(UInt32.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var configuration = """
            version: 0.1
            log: {level: error}
            storage:
              filesystem: {rootdirectory: \(folder.path)/data}
            http: {addr: "\(address)"}

            """
        if hasLogin {
            // `ann` and `secret`, by bcrypt with its lowest cost.
            let line = user + ":$2b$04$O//MoGA8W/TALPebRiNrcOAvDcGQVcwMSSq..oZ57iZbfGoh6t/1e\n"
            try Data(line.utf8).write(to: folder.appendingPathComponent("users"))
            configuration += "auth: {htpasswd: {realm: test, path: \(folder.path)/users}}\n"
        }
        let file = folder.appendingPathComponent("config.yml").path
        try Data(configuration.utf8).write(to: URL(fileURLWithPath: file))
        try await withThrowingTaskGroup(of: Void.self) { group in
            // Cancelling ends the registry: `enter` becomes it.
            group.addTask { _ = try? await engine.run("enter", "--", "docker-registry", "serve", file) }
            let result: Result<Void, any Error>
            do {
                try await push(engine)
                result = .success(try await body())
            } catch {
                result = .failure(error)
            }
            group.cancelAll()
            try await group.waitForAll()
            try result.get()
        }
    }

    /// Puts the engine's own image into the registry as `t/bb:1`, and takes it off the engine.
    private static func push(_ engine: PrivateEngine) async throws {
        try await engine.bench { bench in
            try await bench.call("POST", "/images/\(TestEngine.image)/tag?repo=\(address)/t/bb&tag=1", nil)
            let login = RegistryLogin(username: user, password: password, serverAddress: address)
            var call = EngineCall(method: .post, path: "/images/\(address)/t/bb/push", query: [("tag", "1")])
            call.deadline = .seconds(60)
            call.headers = [("X-Registry-Auth", try login.headerValue)]
            _ = try await eventually("the registry takes the image") { () -> Bool? in
                let reply = try await bench.executor.client.send(call)
                return String(buffer: reply.body).contains("digest: sha256") ? true : nil
            }
            try await bench.call("DELETE", "/images/\(address)/t/bb:1", nil)
            try await bench.call("DELETE", "/images/\(TestEngine.image)?force=1", nil)
        }
    }
}
