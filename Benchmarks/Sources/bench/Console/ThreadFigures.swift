import Foundation
import Glibc

/// Work of a process since its start, finer than the clock ticks of `ProcessFigures`.
struct ThreadFigures {
    /// Time on a processor of all its threads, of those that have ended, too.
    let cpu: Duration
    /// How often each of its threads has gone to sleep, and so was woken.
    private let sleeps: [String: Int64]

    /// Asks the kernel.
    init(pid: pid_t) throws {
        var clock = clockid_t()
        var time = timespec()
        guard clock_getcpuclockid(pid, &clock) == 0, clock_gettime(clock, &time) == 0 else {
            throw POSIXError(.ESRCH)
        }
        cpu = .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
        let tasks = "/proc/\(pid)/task"
        var sleeps: [String: Int64] = [:]
        for task in try FileManager.default.contentsOfDirectory(atPath: tasks) {
            sleeps[task] = try ProcessFigures.fields("\(tasks)/\(task)/status")["voluntary_ctxt_switches"]
        }
        self.sleeps = sleeps
    }

    /// How often threads have gone to sleep since; what a thread did that has ended meanwhile is not known.
    func sleeps(since before: ThreadFigures) -> Int64 {
        sleeps.reduce(0) { $0 + $1.value - (before.sleeps[$1.key] ?? 0) }
    }
}
