import Foundation
import Glibc

/// A program with the environment it is run in.
///
/// Calls block: the benchmark does one thing at a time, and what it waits for is what it measures.
struct Program: Sendable {
    let path: String
    var environment: [String: String]

    /// Where the standard output of a run goes; standard error is always the benchmark's own.
    enum Output {
        /// Thrown away.
        case discarded
        /// Handed over piece by piece while the program runs.
        case read((UnsafeRawBufferPointer) throws -> Void)
        /// Appended to a file, with standard error.
        case file(String)
    }

    /// The Glibc module shows POSIX_SPAWN_SETSID only under _GNU_SOURCE.
    private static let newSession: Int16 = 0x80

    /// Starts it.
    ///
    /// - Parameter terminal: a device that becomes its terminal, and all its three descriptors.
    func start(
        _ arguments: [String], descriptor: Int32? = nil, log: String? = nil, terminal: String? = nil
    ) throws -> RunningProgram {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawn_file_actions_addopen(&actions, 0, terminal ?? "/dev/null", terminal == nil ? O_RDONLY : O_RDWR, 0)
        if terminal != nil {
            // The first terminal that the leader of a new session opens is its own.
            posix_spawnattr_setflags(&attributes, Self.newSession)
            for target: Int32 in [1, 2] { posix_spawn_file_actions_adddup2(&actions, 0, target) }
        } else if let descriptor {
            posix_spawn_file_actions_adddup2(&actions, descriptor, 1)
        } else {
            let path = log ?? "/dev/null"
            posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
            if log != nil { posix_spawn_file_actions_adddup2(&actions, 1, 2) }
        }
        var argv: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
        var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in argv + envp { free(text) } }
        var pid: pid_t = 0
        let began = ContinuousClock.now
        let code = posix_spawn(&pid, path, &actions, &attributes, &argv, &envp)
        guard code == 0 else { throw BenchFailure("Could not start '\(path)': \(String(cString: strerror(code))).") }
        return RunningProgram(pid: pid, began: began, name: "\(path) \(arguments.joined(separator: " "))")
    }

    /// Runs it to its end.
    func run(_ arguments: [String], output: Output = .discarded) throws -> FinishedProgram {
        switch output {
        case .discarded: return try start(arguments).wait()
        case .file(let path): return try start(arguments, log: path).wait()
        case .read(let take):
            var ends: [Int32] = [0, 0]
            guard pipe(&ends) == 0 else { throw BenchFailure("Could not make a pipe.") }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            let running: RunningProgram
            do {
                defer { close(ends[1]) }
                running = try start(arguments, descriptor: ends[1])
            }
            defer { close(ends[0]) }
            try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
                while true {
                    let count = Glibc.read(ends[0], buffer.baseAddress, buffer.count)
                    if count < 0, errno == EINTR { continue }
                    guard count > 0 else { return }
                    try take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                }
            }
            return running.wait()
        }
    }

    /// Runs it, expects success, and returns what it printed, without blanks at the ends.
    @discardableResult
    func text(_ arguments: [String]) throws -> String {
        var bytes: [UInt8] = []
        let finished = try run(arguments, output: .read { bytes.append(contentsOf: $0) })
        guard finished.code == 0 else {
            throw BenchFailure("'\(finished.name)' ended with \(finished.code).")
        }
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
