import Foundation
import JobCore
import JobEngine
import Logging
import Synchronization
import Testing

@testable import DockerExecution

/// Pulls from a real registry by a real engine.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct PullTests {
    private static let image = PrivateRegistry.address + "/t/bb:1"

    /// A docker configuration with a login for the registry.
    private func withLogin(_ password: String, _ body: (String) async throws -> Void) async throws {
        let folder = URL(fileURLWithPath: "/tmp/berth-docker-\(UInt32.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let auth = Data("\(PrivateRegistry.user):\(password)".utf8).base64EncodedString()
        try Data(#"{"auths":{"\#(PrivateRegistry.address)":{"auth":"\#(auth)"}}}"#.utf8)
            .write(to: folder.appendingPathComponent("config.json"))
        try await body(folder.path)
    }

    @Test(
        "DOCK-06 a missing image is told, pulled with progress, and runs; a tag or registry that is not there is told apart"
    )
    func pulls() async throws {
        try await PrivateEngine.with { engine in
            try await PrivateRegistry.with(engine: engine, hasLogin: false) {
                try await engine.bench { bench in
                    var spec = Bench.spec(["echo", "pulled"])
                    spec.image = Self.image
                    let order = bench.order(spec)
                    let missing = await #expect(throws: ExecutorError.self) { try await bench.executor.prepare(order) }
                    #expect(missing?.code == .imageNotFound)

                    let progress = Mutex<[String]>([])
                    try await bench.executor.pull(Self.image, platform: nil) { text in
                        progress.withLock { $0.append(text) }
                    }
                    #expect(progress.withLock { $0.last }?.hasPrefix("pulling: 1 of 1 layers") == true)
                    let (inspection, log) = try await bench.run(order)
                    #expect(inspection.state == .exited(code: 0, wasOutOfMemory: false))
                    #expect(log.text() == "pulled\n")

                    for (image, code) in [
                        (PrivateRegistry.address + "/t/bb:99", ErrorCode.imageNotFound),
                        (PrivateRegistry.address + "/t/nothing:1", .imageNotFound), ("127.0.0.1:9/t/bb:1", .resource),
                    ] {
                        let error = await #expect(throws: ExecutorError.self) {
                            try await bench.executor.pull(image, platform: nil) { _ in }
                        }
                        #expect(error?.code == code, "\(image): \(String(describing: error))")
                        #expect(error?.message.contains(image) == true)
                    }
                }
            }
        }
    }

    @Test(
        "DOCK-06 S31 a registry with logins: none and a wrong one are `unauthorized`, the right one pulls, and none is quoted"
    )
    func logins() async throws {
        try await PrivateEngine.with { engine in
            try await PrivateRegistry.with(engine: engine, hasLogin: true) {
                for password in [nil, "hunter2", PrivateRegistry.password] {
                    try await withLogin(password ?? "") { folder in
                        let executor = try DockerExecutor(
                            EngineAccess(engine.endpoint),
                            environment: ["DOCKER_CONFIG": password == nil ? "/nonexistent" : folder, "PATH": "/bin"],
                            home: "/nonexistent", logger: Logger(label: "test"))
                        let result: Result<Void, any Error>
                        do {
                            result = .success(try await executor.pull(Self.image, platform: nil) { _ in })
                        } catch {
                            result = .failure(error)
                        }
                        await executor.close()
                        guard password != PrivateRegistry.password else { return try result.get() }
                        let error = #expect(throws: ExecutorError.self) { try result.get() }
                        #expect(error?.code == .unauthorized)
                        #expect(error.map { "\($0) \($0.cause ?? "")" }?.contains("hunter2") == false)
                    }
                }
            }
        }
    }
}
