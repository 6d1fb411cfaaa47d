import Foundation
import Glibc

/// A store of its own for the real `berth`, used as people use it; taken apart on every path.
struct CommandLab: Sendable {
    /// Everything lies below it.
    let root: String
    /// The environment of every command.
    var environment: [String: String]

    static let image = "berth/busybox"

    var storePath: String { root + "/store" }

    /// Lends a lab.
    ///
    /// - Parameter hasEngine: whether `DOCKER_HOST` names the engine of the tests.
    static func with(hasEngine: Bool = true, _ body: (CommandLab) async throws -> Void) async throws {
        var lab = try CommandLab()
        if hasEngine { lab.environment["DOCKER_HOST"] = try TestEngine.shared().url }
        do {
            try await body(lab)
            await lab.takeApart()
        } catch {
            await lab.takeApart()
            throw error
        }
    }

    private init() throws {
        var template = Array("/tmp/berth-commands-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else {
            throw ShellCommand.Failure(description: "mkdtemp: \(String(cString: strerror(errno)))")
        }
        root = String(cString: made)
        let inherited = ProcessInfo.processInfo.environment
        environment = [
            "BERTH_STORE": root + "/store", "HOME": root, "XDG_CONFIG_HOME": root + "/config",
            "XDG_DATA_HOME": root + "/data", "XDG_RUNTIME_DIR": root, "LANG": "C.UTF-8", "TZ": "UTC", "TMPDIR": root,
        ]
        for name in ["PATH", "LD_LIBRARY_PATH", "BERTH_TEST_RUN"] { environment[name] = inherited[name] }
    }

    /// Runs a command to its end.
    func berth(_ arguments: String..., variables: [String: String] = [:]) async throws -> ShellCommand {
        try await berth(arguments, variables: variables)
    }

    /// Runs a command to its end.
    func berth(_ arguments: [String], variables: [String: String] = [:]) async throws -> ShellCommand {
        try await ShellCommand.run(
            WorkerProcess.executable, arguments, environment: environment.merging(variables) { $1 })
    }

    /// Runs a command that has to succeed.
    ///
    /// - Returns: its standard output without the last newline.
    @discardableResult
    func check(_ arguments: String...) async throws -> String {
        let result = try await berth(arguments)
        guard result.code == 0 else {
            throw ShellCommand.Failure(
                description:
                    "'berth \(arguments.joined(separator: " "))' ended with \(result.code): \(result.standardError)")
        }
        return result.standardOutput.trimmingCharacters(in: .newlines)
    }

    /// Runs a shell line in which `$berth` is the program.
    func shell(_ line: String) async throws -> ShellCommand {
        try await ShellCommand.run(
            "bash", ["-c", line], environment: environment.merging(["berth": WorkerProcess.executable]) { $1 })
    }

    /// Starts a command that goes on.
    func start(_ arguments: String...) async throws -> WorkerProcess {
        try await WorkerProcess.start(
            arguments, environment: environment, logPath: "\(root)/process-\(UInt32.random(in: 0 ... .max)).log")
    }

    /// What `berth show --json` says about a job.
    func job(_ reference: String) async throws -> JobView {
        try JSONDecoder().decode(JobView.self, from: Data(try await check("show", reference, "--json").utf8))
    }

    /// Waits until a job has some status.
    func wait(for reference: String, status: String) async throws {
        try await eventually("job \(reference) is \(status)") { try await self.job(reference).status == status }
    }

    /// The id of the store, as the label on its containers has it.
    func containers() async throws -> [EngineAPI.Container] {
        let name = try await job("1").attempts.first?.containerName ?? ""
        let short = name.split(separator: "-").dropFirst().first.map(String.init) ?? "none"
        let api = EngineAPI(engine: try TestEngine.shared())
        let (_, body) = try await api.send("GET", "/containers/json?all=1")
        return try JSONDecoder().decode([EngineAPI.Container].self, from: Data(body.utf8)).filter {
            $0.labels["berth.store"]?.hasPrefix(short) ?? false
        }
    }

    private func takeApart() async {
        if FileManager.default.fileExists(atPath: storePath + "/berth.sqlite") {
            _ = try? await berth("cancel", "--all", "--kill", "--yes")
            _ = try? await berth("worker", "stop", "--all")
            _ = try? await berth("cleanup", "--older-than", "0s", "--yes")
        }
        try? FileManager.default.removeItem(atPath: root)
    }
}

/// The part of a job's JSON that tests look at.
struct JobView: Decodable {
    struct Attempt: Decodable {
        var containerName: String
        var exitCode: Int?
        var isLogComplete: Bool?
    }

    var id: Int
    var schemaVersion: Int
    var status: String
    var exitCode: Int?
    var exitReason: String?
    var resultCode: Int?
    var attemptsUsed: Int
    var error: String?
    var rerunOf: Int?
    var attempts: [Attempt]
}
