import Foundation
import Glibc
import JobCore

/// The process of the engine's daemon, as the kernel of this machine knows it (decisions 2).
///
/// Its start tells a real exit code from one that a restart of the engine invented: containers that a daemon finds dead
/// get the moment of its start as their end (reliability.md 0.4).
struct DaemonProcess: Hashable, Sendable {
    let pid: Int32
    /// Start in clock ticks since boot, as `/proc/PID/stat` has it; with the pid it names one process.
    let startTicks: UInt64
    /// Names the boot, so that pid and ticks are not mistaken for those of another one.
    let bootID: String
    /// When it started, by the wall clock as it was when the process was found; at most a clock tick (10 ms) too early,
    /// never too late.
    let startedAt: EngineTime

    /// One word for this very process.
    var id: String { "\(pid)-\(startTicks)-\(bootID.prefix(8))" }

    /// Finds the process behind a socket; blocks for a moment.
    /// - Returns: nil when the kernel does not tell: the daemon runs on another machine or in a foreign name space, or who
    ///   listens is no engine but a tunnel or relay to one, whose life says nothing about the engine's.
    /// - Throws: `EngineFailure.unreachable` when nobody takes a connection.
    static func find(behind socketPath: String, proc: String = "/proc") throws -> DaemonProcess? {
        guard let peer = try peer(of: socketPath), peer > 0 else { return nil }
        guard peer == 1 else {
            return DaemonProcess(pid: peer, proc: proc).flatMap { $0.isDaemon(proc: proc) ? $0 : nil }
        }
        // The service manager listens for the daemon; the daemon's own pid file tells who was started.
        for path in pidFiles(for: socketPath) {
            guard let data = FileManager.default.contents(atPath: path),
                let pid = Int32(String(decoding: data, as: UTF8.self).filter { !$0.isWhitespace }),
                let process = DaemonProcess(pid: pid, proc: proc), process.isDaemon(proc: proc)
            else { continue }
            return process
        }
        return nil
    }

    /// The process with this id; nil when there is none.
    init?(pid: Int32, proc: String = "/proc") {
        guard let data = FileManager.default.contents(atPath: "\(proc)/\(pid)/stat") else { return nil }
        let stat = String(decoding: data, as: UTF8.self)
        // The name, in parentheses, may hold anything; fields are counted from behind it. The start is field 22.
        guard let close = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[stat.index(after: close)...].split(separator: " ")
        // A zombie was killed, and waits for its parent: it answers nobody.
        guard fields.count > 19, fields[0] != "Z", fields[0] != "X", let ticks = UInt64(fields[19]) else { return nil }
        let boot = FileManager.default.contents(atPath: "\(proc)/sys/kernel/random/boot_id") ?? Data()
        self.pid = pid
        startTicks = ticks
        bootID = String(decoding: boot, as: UTF8.self)
        startedAt = Self.wallClock(ofTicks: ticks)
    }

    private static func wallClock(ofTicks ticks: UInt64) -> EngineTime {
        var wall = timespec()
        var boot = timespec()
        clock_gettime(CLOCK_BOOTTIME, &boot)
        clock_gettime(CLOCK_REALTIME, &wall)
        let perTick = 1_000_000_000 / Int64(max(1, sysconf(Int32(_SC_CLK_TCK))))
        let sinceBoot = Int64(boot.tv_sec) * 1_000_000_000 + Int64(boot.tv_nsec)
        let now = Int64(wall.tv_sec) * 1_000_000_000 + Int64(wall.tv_nsec)
        let start = now - sinceBoot + Int64(clamping: ticks) &* perTick
        let (seconds, nanoseconds) = start.quotientAndRemainder(dividingBy: 1_000_000_000)
        return EngineTime(seconds: seconds, nanoseconds: UInt32(clamping: nanoseconds))
    }

    /// Whether a pid that came from a file is an engine at all: a stale file may name any process (F29).
    private func isDaemon(proc: String) -> Bool {
        guard let data = FileManager.default.contents(atPath: "\(proc)/\(pid)/comm") else { return false }
        return ["dockerd", "podman"].contains(String(decoding: data, as: UTF8.self).filter { !$0.isWhitespace })
    }

    private static func pidFiles(for socketPath: String) -> [String] {
        let directory = URL(fileURLWithPath: socketPath).deletingLastPathComponent().path
        return [directory + "/docker.pid", "/var/run/docker.pid"]
    }

    /// The process that listens on a unix socket (SO_PEERCRED, unix(7)).
    static func peer(of path: String) throws -> Int32? {
        let descriptor = try EngineSocket.connect(to: path, isBlocking: false)
        defer { close(descriptor) }
        // `struct ucred { pid_t pid; uid_t uid; gid_t gid; }`, which the Glibc module does not have.
        var credentials: (pid: Int32, uid: UInt32, gid: UInt32) = (0, 0, 0)
        var length = socklen_t(MemoryLayout.size(ofValue: credentials))
        guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0 else { return nil }
        return credentials.pid
    }
}
