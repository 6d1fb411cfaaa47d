import Foundation
import Testing

/// A private engine for tests, run by `scripts/engine`: the shared one of the whole run, or one of a test's own that it may
/// break.
struct TestEngine: Sendable {
    /// Its name for `scripts/engine`; `nil` for the shared one, which is never broken.
    let name: String?
    /// Where it listens.
    let socketPath: String

    /// What the run is told by its environment (decisions 18, ENGINE).
    private static let variables = ProcessInfo.processInfo.environment

    private static var script: String {
        get throws {
            try #require(
                variables["BERTH_TEST_ENGINE_SCRIPT"],
                "BERTH_TEST_ENGINE_SCRIPT is not set: run the tests by `make test`, which starts private engines.")
        }
    }

    /// The script that starts and ends a Podman, beside that of the engines.
    static var podmanScript: String {
        get throws { try script.replacingOccurrences(of: "scripts/engine", with: "scripts/podman") }
    }

    /// Put in front of a program that is to run in the engine's network.
    var entering: [String] {
        get throws {
            // What is started so has an environment of its own.
            let engines = Self.variables["BERTH_ENGINES"].map { ["env", "BERTH_ENGINES=\($0)"] } ?? []
            return engines + [try Self.script, "enter", try #require(name, "The shared engine has no name."), "--"]
        }
    }

    /// The engine that all tests share.
    static func shared() throws -> TestEngine {
        let url = try #require(
            variables["BERTH_TEST_ENGINE"],
            "BERTH_TEST_ENGINE is not set: run the tests by `make test`, which starts a private engine.")
        try #require(url.hasPrefix("unix://"))
        return TestEngine(name: nil, socketPath: String(url.dropFirst("unix://".count)))
    }

    /// Lends an engine of the test's own, and ends and deletes it on every path.
    static func withPrivate<Result>(
        _ purpose: String, options: [String] = [], _ body: (TestEngine) async throws -> Result
    ) async throws -> Result {
        let name = "\(purpose)-\(UInt16.random(in: 0 ... .max))"
        do {
            let answer = try await ShellCommand.check(try script, ["start", name] + options)
            let url = answer.split(separator: "=", maxSplits: 1).last.map(String.init) ?? ""
            let path = url.trimmingCharacters(in: .whitespacesAndNewlines).replacingOccurrences(of: "unix://", with: "")
            let result = try await body(TestEngine(name: name, socketPath: path))
            try await ShellCommand.check(try script, ["remove", name])
            return result
        } catch {
            _ = try? await ShellCommand.run(try script, ["remove", name])
            throw error
        }
    }

    /// Runs a command of `scripts/engine` on it: `kill`, `restart`, `start`, `kill-containerd`, `pid`, `stop --now`.
    @discardableResult
    func command(_ verb: String, _ options: String...) async throws -> String {
        let name = try #require(name, "The shared engine must not be touched.")
        return try await ShellCommand.check(try Self.script, [verb, name] + options)
    }

    /// Runs a program in the engine's network and mounts.
    func enter(_ command: [String]) async throws -> ShellCommand {
        let name = try #require(name, "The shared engine must not be touched.")
        return try await ShellCommand.run(try Self.script, ["enter", name, "--"] + command, limit: .seconds(30))
    }

    /// Where the engine keeps containers and images; `nil` for the shared one.
    var dataDirectory: String? {
        guard let name else { return nil }
        let engines = Self.variables["BERTH_ENGINES"] ?? (try? Self.script + "/../../.build/engine") ?? ""
        return URL(fileURLWithPath: "\(engines)/\(name)/data").standardizedFileURL.path
    }

    /// `DOCKER_HOST` of it.
    var url: String { "unix://\(socketPath)" }
}
