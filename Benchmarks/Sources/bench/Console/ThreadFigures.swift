import Foundation
import Glibc

/// Work of a process since its start, finer than the clock ticks of `ProcessFigures`.
struct ThreadFigures {
    /// Time on a processor, as the scheduler counts it.
    let cpu: Duration
    /// How often a thread has gone to sleep, and so was woken.
    let sleeps: Int64

    /// Adds up all threads.
    init(pid: pid_t) throws {
        var nanoseconds: Int64 = 0
        var sleeps: Int64 = 0
        let tasks = "/proc/\(pid)/task"
        for task in try FileManager.default.contentsOfDirectory(atPath: tasks) {
            let words = try ProcessFigures.text("\(tasks)/\(task)/schedstat").split(separator: " ")
            nanoseconds += words.first.flatMap { Int64($0) } ?? 0
            sleeps += try ProcessFigures.fields("\(tasks)/\(task)/status")["voluntary_ctxt_switches"] ?? 0
        }
        cpu = .nanoseconds(nanoseconds)
        self.sleeps = sleeps
    }
}
