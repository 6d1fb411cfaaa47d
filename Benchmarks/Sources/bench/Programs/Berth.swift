import Foundation
import JobCore
import JobPersistence

/// Berth as people run it: the release binary with default settings, on a store and an engine of the benchmark's own.
struct Berth: Sendable {
    /// The directory of the store.
    let storePath: String
    let program: Program
    private let keysPath: String

    static let image = "berth/busybox"

    /// Makes the store, with the engine as its only host.
    /// - Parameters:
    ///   - binary: the program.
    ///   - directory: where stores may be made; the user's own configuration is not read.
    ///   - store: the name of the store.
    ///   - engine: as `DOCKER_HOST` has it.
    init(binary: String, directory: String, store: String, engine: String) throws {
        storePath = "\(directory)/\(store)"
        keysPath = "\(directory)/keys"
        program = Program(
            path: binary,
            environment: [
                "BERTH_STORE": storePath, "DOCKER_HOST": engine, "HOME": directory,
                "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "LANG": "C.UTF-8",
            ])
        try program.text(["host", "add", "local"])
    }

    /// Puts a job into the queue; somebody else works on it.
    func submit(_ command: [String], on host: String? = nil) throws -> JobNumber {
        let host = host.map { ["--host", $0] } ?? []
        return JobNumber(try number(printedBy: ["run", "--detach", "--no-worker"] + host + [Self.image] + command))
    }

    /// Puts a job into the queue again and again; returns what one call cost on average.
    func submit(_ command: [String], times: Int) throws -> Duration {
        var cpu = Duration.zero
        for _ in 0..<times {
            let finished = try program.run(["run", "--detach", "--no-worker", Self.image] + command)
            guard finished.code == 0 else { throw BenchFailure("'\(finished.name)' ended with \(finished.code).") }
            cpu += finished.cpu
        }
        return cpu / times
    }

    /// Starts a worker that stays.
    func startWorker() throws -> RunningProgram {
        try program.start(["worker"], log: workerLog)
    }

    /// Runs a worker until nothing is left to do.
    func workOnce() throws -> FinishedProgram {
        let finished = try program.run(["worker", "--once"], output: .file(workerLog))
        guard finished.code == 0 else {
            throw BenchFailure("The worker ended with \(finished.code); see '\(workerLog)'.")
        }
        return finished
    }

    /// What the workers of this store wrote.
    var workerLog: String { storePath + ".worker.log" }

    /// Opens the store beside the programs, to look into it.
    func openStore(as role: SQLiteJobStore.Role = .client) async throws -> SQLiteJobStore {
        let keysPath = keysPath
        return try await SQLiteJobStore.open(
            in: try StoreDirectory.open(storePath), role: role, keyPath: { "\(keysPath)/\($0).key" })
    }

    private func number(printedBy arguments: [String]) throws -> Int64 {
        let text = try program.text(arguments)
        guard let number = Int64(text) else {
            throw BenchFailure("'berth \(arguments.joined(separator: " "))' printed '\(text)', not a job's number.")
        }
        return number
    }
}
