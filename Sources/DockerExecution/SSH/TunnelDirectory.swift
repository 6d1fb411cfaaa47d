import Foundation
import Glibc

/// A private directory for one tunnel: this end's socket, and what ssh says.
final class TunnelDirectory: Sendable {
    let path: String

    /// This end of the tunnel.
    var socketPath: String { path + "/s" }
    /// What ssh writes to standard error.
    var logPath: String { path + "/log" }

    /// Makes one below `$XDG_RUNTIME_DIR`, or `/tmp`, and removes those of processes that are gone.
    /// - Throws: `EngineFailure.tunnel` when there is no directory that nobody else can enter.
    init(environment: [String: String]) throws {
        let base = Self.base(environment) + "/berth-ssh-\(geteuid())"
        mkdir(base, 0o700)
        var status = stat()
        guard lstat(base, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid(),
            status.st_mode & 0o077 == 0
        else {
            throw EngineFailure.tunnel("'\(base)' is not a directory that is yours alone. Remove it")
        }
        Self.sweep(base)
        path = base + "/\(getpid())-\(String(UInt32.random(in: 0 ... .max), radix: 16))"
        guard mkdir(path, 0o700) == 0 else {
            throw EngineFailure.tunnel("'\(path)' cannot be made: \(String(cString: strerror(errno)))")
        }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// What was written to the log, its end at most.
    var log: String {
        String(decoding: (FileManager.default.contents(atPath: logPath) ?? Data()).suffix(8 << 10), as: UTF8.self)
    }

    /// What was written to the log behind an offset, and its size.
    func log(after offset: Int) -> (text: String, size: Int) {
        guard let file = FileHandle(forReadingAtPath: logPath) else { return ("", offset) }
        defer { try? file.close() }
        try? file.seek(toOffset: UInt64(offset))
        let news = (try? file.read(upToCount: 64 << 10)) ?? Data()
        return (String(decoding: news, as: UTF8.self), offset + news.count)
    }

    private static func base(_ environment: [String: String]) -> String {
        // The kernel's limit for the path of a socket counts.
        guard let runtime = environment["XDG_RUNTIME_DIR"], runtime.hasPrefix("/"), runtime.utf8.count <= 50,
            access(runtime, W_OK) == 0
        else { return "/tmp" }
        return runtime
    }

    /// Removes what killed processes left.
    private static func sweep(_ base: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? [] {
            guard let pid = pid_t(name.prefix { $0 != "-" }), pid > 0, kill(pid, 0) != 0, errno == ESRCH else {
                continue
            }
            try? FileManager.default.removeItem(atPath: base + "/" + name)
        }
    }
}
