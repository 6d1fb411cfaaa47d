import Glibc
import Subprocess
import Synchronization
import SystemPackage

/// A running ssh client. It ends with this object and with this process, however that ends.
final class SSHClient: Sendable {
    let directory: TunnelDirectory
    /// The end of the pipe that keeps the client alive.
    private let leash: Mutex<CInt?>

    /// - Throws: `EngineFailure.tunnel`.
    init(_ target: SSHTarget, environment: [String: String], onEnd: @escaping @Sendable () -> Void) throws {
        let directory = try TunnelDirectory(environment: environment)
        self.directory = directory
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { throw EngineFailure.tunnel(String(cString: strerror(errno))) }
        // No other child may hold the pipe open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        leash = Mutex(ends[1])
        let log = open(directory.logPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard log >= 0 else {
            close(ends[0])
            throw EngineFailure.tunnel("'\(directory.logPath)' cannot be written: \(String(cString: strerror(errno)))")
        }
        let arguments =
            ["-c", SSHCommand.leash, "sh"]
            + SSHCommand.arguments(for: target, socketPath: directory.socketPath)
        let (input, output) = (FileDescriptor(rawValue: ends[0]), FileDescriptor(rawValue: log))
        var variables: [Environment.Key: String] = [:]
        for (key, value) in environment { variables[Environment.Key(stringLiteral: key)] = value }
        var options = PlatformOptions()
        // Signals of a terminal are not for it, and it finds none to ask at.
        options.createSession = true
        let (spawnVariables, spawnOptions) = (variables, options)
        // Lives as long as the client, which ends with the leash.
        Task.detached {
            _ = try? await run(
                .name("sh"), arguments: Arguments(arguments), environment: .custom(spawnVariables),
                platformOptions: spawnOptions, input: .fileDescriptor(input, closeAfterSpawningProcess: true),
                output: .discarded, error: .fileDescriptor(output, closeAfterSpawningProcess: true))
            onEnd()
        }
    }

    deinit {
        end()
    }

    /// Ends the client.
    func end() {
        leash.withLock { leash in
            if let descriptor = leash { close(descriptor) }
            leash = nil
        }
    }
}
