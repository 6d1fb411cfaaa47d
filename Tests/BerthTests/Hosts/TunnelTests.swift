import DockerExecution
import Foundation
import JobCore
import JobEngine
import Logging
import Testing

/// The ssh client behind an `ssh://` host.
@Suite(.timeLimit(.minutes(3))) struct TunnelTests {
    private func executor(_ far: RemoteEngine) throws -> any ContainerExecutor {
        try DockerExecutorMaker(environment: far.environment, home: "/nonexistent", logger: Logger(label: "test"))
            .makeExecutor(for: far.host)
    }

    @Test("DOCK-01 S23 one client for all who ask; it ends with its executor and leaves nothing behind")
    func oneClient() async throws {
        try await RemoteEngine.withSSH(to: .shared()) { far, server in
            let executor = try executor(far)
            await withTaskGroup { group in
                for _ in 0..<32 { group.addTask { _ = await executor.health() } }
            }
            #expect(await executor.health().isHealthy)
            #expect(server.clients().count == 1)
            await executor.close()
            try await eventually("the client has ended") { server.clients().isEmpty }
            try await eventually("its directory is gone") { try server.tunnelDirectories().isEmpty }
        }
    }

    @Test("DOCK-01 a client that dies is started again, and the engine is the same one as before")
    func reconnect() async throws {
        try await RemoteEngine.withSSH(to: .shared()) { far, server in
            let executor = try executor(far)
            let before = try await executor.incarnation()
            for client in server.clients() { kill(client, SIGKILL) }
            let after = try await eventually("the engine is reached again") { try? await executor.incarnation() }
            #expect(after.id == before.id)
            #expect(server.clients().count == 1)
            await executor.close()
        }
    }

    @Test("DOCK-01 kill -9 of the worker leaves no ssh client behind")
    func workerDeath() async throws {
        try await RemoteEngine.withSSH(to: .shared()) { far, server in
            try await FaultLab.with(configure: { $0.endpoint = far.host.endpoint }) { lab in
                let worker = try await lab.startWorker(variables: far.environment)
                let number = try await lab.submit([TruthJob(key: "a", code: 5)])[0]
                try await lab.wait(for: number, "has ended") { $0.status.isTerminal }
                #expect(try await lab.job(number).exitCode == 5)
                #expect(!server.clients().isEmpty)
                try await worker.killAndWait()
                try await eventually("no client is left") { server.clients().isEmpty }
            }
        }
    }

    @Test("S23 F65 a host key that is not known, and one that is another, are refused and never accepted")
    func hostKeys() async throws {
        try await RemoteEngine.withSSH(to: .shared()) { far, server in
            let known = "\(server.directory)/known_hosts"
            let line = try String(contentsOfFile: known, encoding: .utf8)
            let client = try String(contentsOfFile: "\(server.directory)/client.pub", encoding: .utf8)
            let name = line.prefix { $0 != " " }
            for (content, sentence) in [
                ("", "is not known"),
                ("\(name) \(client)", "is another one than is known"),
            ] {
                try content.write(toFile: known, atomically: true, encoding: .utf8)
                let executor = try executor(far)
                let health = await executor.health()
                // An outage: of the jobs that run there it says nothing.
                #expect(health.failureCode == .connection)
                #expect(health.failure?.contains(sentence) == true, "\(health.failure ?? "well")")
                #expect(try String(contentsOfFile: known, encoding: .utf8) == content)
                await executor.close()
            }
        }
    }

    @Test(
        "DOCK-13 a login that is refused, a machine without a server, and a socket that is not there: one sentence each"
    )
    func refusals() async throws {
        try await RemoteEngine.withSSH(to: .shared()) { far, server in
            var lost = far
            lost.host.endpoint = "ssh://root@127.0.0.1:\(server.port)/nonexistent.sock"
            let missing = try executor(lost)
            #expect(await missing.health().failure?.contains("cannot open '/nonexistent.sock'") == true)
            await missing.close()
            try "".write(toFile: "\(server.directory)/authorized", atomically: true, encoding: .utf8)
            let refused = try executor(far)
            #expect(await refused.health().failure?.contains("may not log in") == true)
            await refused.close()
            lost.host.endpoint = "ssh://root@127.0.0.1:9"
            let nobody = try executor(lost)
            #expect(await nobody.health().failure?.contains("no ssh server listens there") == true)
            await nobody.close()
        }
    }
}

extension SSHServer {
    /// What tunnels have left where this server's clients put it.
    func tunnelDirectories() throws -> [String] {
        let entries = try FileManager.default.contentsOfDirectory(atPath: directory)
        return try entries.filter { $0.hasPrefix("berth-ssh-") }.flatMap {
            try FileManager.default.contentsOfDirectory(atPath: "\(directory)/\($0)")
        }
    }
}
