import Foundation
import Glibc
import JobCore
import Testing

@testable import DockerExecution

/// Which process is the engine's daemon, as the kernel tells (decisions 2).
struct DaemonProcessTests {
    @Test("decisions 2: a daemon that was killed, and that nobody has waited for yet, is no daemon any more")
    func zombie() async throws {
        var pid: pid_t = 0
        let arguments = [strdup("/bin/true"), nil]
        defer { free(arguments[0]) }
        try #require(posix_spawn(&pid, "/bin/true", nil, nil, arguments, environ) == 0)
        defer { waitpid(pid, nil, 0) }
        _ = try await eventually("the child is a zombie") {
            let stat = FileManager.default.contents(atPath: "/proc/\(pid)/stat") ?? Data()
            return String(decoding: stat, as: UTF8.self).contains(") Z ") ? true : nil
        }
        #expect(DaemonProcess(pid: pid) == nil)
    }

    @Test("decisions 2: the daemon is the process that listens, and it is the same one at every look")
    func listener() throws {
        let own = try #require(DaemonProcess(pid: getpid()))
        #expect(DaemonProcess(pid: getpid())?.id == own.id)
        #expect(own.startedAt.date < Date())
        #expect(DaemonProcess(pid: 1)?.id != own.id)
    }
}
