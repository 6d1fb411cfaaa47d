import Foundation
import Glibc
import JobCore
import Logging
import Testing

@testable import DockerExecution

/// Who may have put a socket there (S24). The tests run as root, who alone can give a file away.
struct SocketOwnerTests {
    private func withSocket(owner: uid_t, directory mode: mode_t, _ body: (String) async throws -> Void) async throws {
        let directory = "/tmp/berth-owner-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let path = directory + "/engine.sock"
        let listener = try UnixConnection.listen(at: path)
        defer { close(listener) }
        try #require(chown(path, owner, owner) == 0)
        try #require(chmod(directory, mode) == 0)
        try await body(path)
    }

    @Test("S24 a socket of somebody else is told; where everybody may put one it is refused, and nothing is sent to it")
    func judgement() async throws {
        try await withSocket(owner: 12_345, directory: 0o755) { path in
            guard case .suspicious(let reason) = SocketOwner.judge(path) else {
                Issue.record("it is not told")
                return
            }
            #expect(reason.contains("belongs to user 12345"))
            #expect(SocketOwner.judge(path, user: 12_345) == .fine)
        }
        try await withSocket(owner: 0, directory: 0o1777) { #expect(SocketOwner.judge($0) == .fine) }
        try await withSocket(owner: 12_345, directory: 0o1777) { path in
            let executor = try DockerExecutor(
                EngineAccess(EngineEndpoint(socketPath: path)), environment: [:], home: "/nonexistent",
                logger: Logger(label: "test"))
            let health = await executor.health()
            await executor.close()
            #expect(health.failure?.contains("where everybody may put one") == true)
        }
        #expect(SocketOwner.judge("/nonexistent.sock") == .fine)
    }

    @Test("the engine's own clock is read from the head of its answer")
    func date() {
        #expect(RemoteSight.seconds(inHTTPDate: "Sat, 21 Nov 2026 20:02:38 GMT") == 1_795_291_358)
        #expect(RemoteSight.seconds(inHTTPDate: "yesterday") == nil)
    }
}
