import Foundation
import Glibc
import Subprocess
import Synchronization

/// A process of the real `berth` that a test starts, breaks and waits for.
final class WorkerProcess: Sendable {
    /// Its process id.
    let processID: pid_t
    /// What it writes on both descriptors.
    let logPath: String
    private let ending: Task<Int, any Error>
    private let isOver: Flag

    private final class Flag: Sendable {
        private let value = Mutex(false)
        var isSet: Bool { value.withLock { $0 } }
        func set() { value.withLock { $0 = true } }
    }

    /// The `berth` that was built beside these tests.
    static let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("berth").path

    /// Starts a program, its output appended to a file.
    ///
    /// - Parameters:
    ///   - program: `berth` unless given.
    ///   - wrapper: put in front of the program, for example `["prlimit", "--nofile=64"]`; it must `exec`.
    static func start(
        _ arguments: [String], program: String = executable, wrapper: [String] = [], environment: [String: String],
        logPath: String
    ) async throws -> WorkerProcess {
        let flag = Flag()
        let (pids, continuation) = AsyncStream.makeStream(of: pid_t.self, bufferingPolicy: .bufferingNewest(1))
        let command = ["-c", #"exec >>"$0" 2>&1; exec "$@""#, logPath] + wrapper + [program] + arguments
        let ending = Task { () async throws -> Int in
            defer {
                flag.set()
                continuation.finish()
            }
            let result = try await Subprocess.run(
                .name("sh"), arguments: Arguments(command), environment: Self.environment(environment),
                input: .none, output: .discarded, error: .discarded
            ) { execution in
                continuation.yield(execution.processIdentifier.value)
            }
            return result.terminationStatus.code
        }
        for await processID in pids {
            return WorkerProcess(processID: processID, logPath: logPath, ending: ending, isOver: flag)
        }
        _ = try await ending.value
        throw ShellCommand.Failure(description: "'\(program)' could not be started.")
    }

    static func environment(_ variables: [String: String]) -> Subprocess.Environment {
        .custom(Array(variables.map { Array("\($0.key)=\($0.value)\0".utf8) }))
    }

    private init(processID: pid_t, logPath: String, ending: Task<Int, any Error>, isOver: Flag) {
        self.processID = processID
        self.logPath = logPath
        self.ending = ending
        self.isOver = isOver
    }

    /// Whether it has not ended yet.
    var isRunning: Bool { !isOver.isSet }

    /// What it has written so far.
    var log: String { (try? String(contentsOfFile: logPath, encoding: .utf8)) ?? "" }

    /// Sends a signal; nothing happens when it has ended.
    func signal(_ number: Int32) {
        if isRunning { kill(processID, number) }
    }

    /// What `end` returns for a process that was killed by SIGKILL.
    static let killed = 128 + Int(SIGKILL)

    /// Waits for its end.
    ///
    /// - Returns: its exit code; 128 + n for signal n.
    /// - Throws: `TimedOut` with the end of its log.
    @discardableResult
    func end(within limit: Duration = .seconds(60)) async throws -> Int {
        do {
            try await eventually("the end of process \(processID)", within: limit) { !self.isRunning }
        } catch let error as TimedOut {
            throw TimedOut(description: "\(error) Its log ends with:\n\(log.suffix(2000))")
        }
        return try await ending.value
    }

    /// kill -9, and waits until it is gone.
    func killAndWait() async throws {
        signal(SIGKILL)
        try await end()
    }
}
