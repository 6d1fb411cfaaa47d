import Foundation
import Logging
import Subprocess
import SystemPackage
import Testing

@testable import DockerExecution

/// An engine that one test may break; ended and deleted on every path.
struct PrivateEngine: Sendable {
    let name: String
    let script: String
    let endpoint: EngineEndpoint

    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    static func with(options: [String] = [], _ body: (PrivateEngine) async throws -> Void) async throws {
        let script = try TestEngine.script()
        let name = "t\(UInt32.random(in: 0...99_999_999))"
        let result: Result<Void, any Error>
        do {
            let export = try await call(script, ["start", name] + options)
            let address = export.split(separator: "=").last.map {
                $0.filter { !$0.isWhitespace && $0 != "'" && $0 != "\"" }
            }
            let engine = PrivateEngine(name: name, script: script, endpoint: try EngineEndpoint(parsing: address ?? ""))
            result = .success(try await body(engine))
        } catch {
            result = .failure(error)
        }
        _ = try? await call(script, ["remove", name])
        try result.get()
    }

    /// Runs `scripts/engine VERB` about this engine.
    @discardableResult
    func run(_ verb: String, _ options: String...) async throws -> String {
        try await Self.call(script, [verb, name] + options)
    }

    /// A bench whose containers are on this engine; the engine is deleted with them.
    func bench(_ body: (Bench) async throws -> Void) async throws {
        let bench = Bench(
            executor: try DockerExecutor(
                EngineAccess(endpoint), environment: ["DOCKER_CONFIG": "/nonexistent"], home: "/nonexistent",
                logger: Logger(label: "test")))
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(bench))
        } catch {
            result = .failure(error)
        }
        await bench.executor.close()
        try result.get()
    }

    private static func call(_ script: String, _ arguments: [String]) async throws -> String {
        let record = try await Subprocess.run(
            .path(FilePath(script)), arguments: .init(arguments), output: .string(limit: 64 << 10),
            error: .string(limit: 64 << 10))
        guard record.terminationStatus.isSuccess else {
            throw Failed(description: "\(script) \(arguments.joined(separator: " ")): \(record.standardError)")
        }
        return record.standardOutput
    }
}
