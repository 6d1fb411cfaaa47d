import CNcurses
import Foundation
import Synchronization

/// The one thread that calls ncurses, as the executor of `NcursesTerminal`.
///
/// ncurses keeps its state in globals and must be called from a single thread; `@MainActor` is not one on Linux. The
/// thread sleeps in `poll` on the terminal, the self-pipe of the signals and an eventfd that announces work, so that a
/// key reaches its handler in microseconds and nothing runs while nothing happens. It ends with its executor.
final class TerminalThread: SerialExecutor {
    private let core: TerminalThreadCore

    init() throws {
        let core = try TerminalThreadCore()
        self.core = core
        Thread { core.run() }.start()
    }

    deinit {
        core.stop()
    }

    /// From now on `onReady` is called on the thread when one of `descriptors` can be read or hangs up, and `onAlarm` when
    /// the time has come that was set. A descriptor that hung up is not looked at again: a hang-up would be reported
    /// without end.
    func watch(
        _ descriptors: [CInt], onReady: @escaping @Sendable (CInt, Readiness) -> Void,
        onAlarm: @escaping @Sendable () -> Void
    ) {
        core.watch(TerminalThreadCore.Watch(descriptors: descriptors, onReady: onReady, onAlarm: onAlarm))
    }

    /// Sets the one time of the alarm, in place of what was set before; `nil` sets none.
    func setAlarm(in pause: Duration?) {
        core.setAlarm(in: pause)
    }

    /// Stops looking at the descriptors; the thread goes on to run what is enqueued.
    func stopWatching() {
        core.watch(nil)
    }

    func enqueue(_ job: consuming ExecutorJob) {
        core.enqueue(UnownedJob(job), on: asUnownedSerialExecutor())
    }

    func checkIsolated() {
        precondition(core.isCurrentThread, "ncurses may be called on its own thread only")
    }

    func isIsolatingCurrentContext() -> Bool? {
        core.isCurrentThread
    }

    /// What `poll` found out about a descriptor.
    enum Readiness: Sendable {
        case readable
        case hungUp
    }
}
