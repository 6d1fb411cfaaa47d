import Foundation
import Glibc
import JobCore
import JobEngine
import JobPersistence

/// Starts a worker in the background: a session of its own, so that neither ^C nor a closed terminal reaches it
/// (architecture.md 3).
struct BackgroundWorker {
    let settings: Settings
    let directory: StoreDirectory
    /// Further arguments of `berth worker`.
    var arguments: [String] = []
    /// It ends after that long without work. Default ten minutes; `nil` where the arguments say it.
    var idleExit: String? = BackgroundWorker.idleExit

    /// A worker that nobody asked for by name goes when it is not needed.
    static let idleExit = "10m"

    /// How a start went.
    enum Outcome {
        case started(processID: Int32)
        case alreadyActive
    }

    /// Starts a worker unless one is active, and waits until it is.
    ///
    /// - Throws: `CommandFailure` with the last line of `worker.log` when it ends at once.
    @discardableResult
    func start() async throws -> Outcome {
        guard !WorkerLock.isHeld(at: directory.workerLockPath) else { return .alreadyActive }
        let child = try spawn()
        let deadline = ContinuousClock.now.advanced(by: .seconds(10))
        while ContinuousClock.now < deadline {
            if WorkerLock.isHeld(at: directory.workerLockPath), access(directory.workerSocketPath, F_OK) == 0 {
                return .started(processID: child)
            }
            var status: Int32 = 0
            if waitpid(child, &status, WNOHANG) == child {
                // Of two that start at once, one finds the lock taken and ends well.
                if WorkerLock.isHeld(at: directory.workerLockPath) { return .alreadyActive }
                throw CommandFailure(
                    "The worker ended at once: \(lastLogLine()) Its whole log is '\(directory.workerLogPath)'.")
            }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw CommandFailure(
            "The worker was started (process \(child)) but is not ready after 10 s. Look into '\(directory.workerLogPath)'."
        )
    }

    private func spawn() throws -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(
            &actions, STDOUT_FILENO, directory.workerLogPath, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var (all, none) = (sigset_t(), sigset_t())
        sigfillset(&all)
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        // The Glibc module shows POSIX_SPAWN_SETSID only under _GNU_SOURCE.
        let newSession: Int32 = 0x80
        posix_spawnattr_setflags(
            &attributes, Int16(Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK) | newSession))
        var words = ["berth", "worker", "--no-standby", "--store", directory.path]
        if let idleExit { words += ["--idle-exit", idleExit] }
        if settings.isConfigurationNamed { words += ["--config", settings.configurationPath] }
        words += arguments
        var child: pid_t = 0
        let code = words.withCStrings { words in
            childEnvironment.withCStrings { environment in
                posix_spawn(&child, Self.executable, &actions, &attributes, words, environment)
            }
        }
        guard code == 0 else {
            throw CommandFailure(
                "Could not start a worker: \(String(cString: strerror(code))). Run `berth worker` to see more.")
        }
        return child
    }

    /// The environment, for docker's own variables and failpoints; the store and the file stand in the arguments.
    private var childEnvironment: [String] {
        settings.environment.filter { $0.key != "BERTH_STORE" && $0.key != "BERTH_CONFIG" }.map {
            "\($0.key)=\($0.value)"
        }
    }

    /// This very program, also after it was replaced on disk.
    private static var executable: String {
        let link = "/proc/self/exe"
        let target = (try? FileManager.default.destinationOfSymbolicLink(atPath: link)) ?? link
        return access(target, X_OK) == 0 ? target : link
    }

    private func lastLogLine() -> String {
        let text = FileManager.default.contents(atPath: directory.workerLogPath).map {
            String(decoding: $0.suffix(4096), as: UTF8.self)
        }
        let line = text?.split(separator: "\n").last.map(String.init) ?? "it wrote nothing."
        return TerminalSafe.text(line)
    }
}
