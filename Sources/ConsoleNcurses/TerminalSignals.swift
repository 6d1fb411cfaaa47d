import CNcurses
import Glibc

/// The signals of the console, forwarded through a pipe to the thread that owns the terminal, and the guard that gives
/// the terminal back when the process crashes.
///
/// Only this file may call the functions of `signals.h` (their state is static in each file that does).
struct TerminalSignals {
    /// The end to poll and read.
    let readEnd: CInt
    private let writeEnd: CInt

    /// Takes the signals over. Must happen before `newterm`, which else installs handlers of its own for good.
    init() throws {
        var ends: [CInt] = [-1, -1]
        guard pipe2(&ends, O_CLOEXEC | O_NONBLOCK) == 0 else { throw TerminalError.systemCall("pipe2", code: errno) }
        readEnd = ends[0]
        writeEnd = ends[1]
        berth_forward_signals(writeEnd)
    }

    /// The signals that have arrived since the last call, in order.
    func drain() -> [CInt] {
        var buffer = [UInt8](repeating: 0, count: 64)
        let count = read(readEnd, &buffer, buffer.count)
        return count > 0 ? buffer[..<count].map { CInt($0) } : []
    }

    /// From now on a crash writes `reset` to `terminal`, sets its `modes` and puts `standardError` (−1: none) back.
    func armCrashGuard(terminal: CInt, standardError: CInt, modes: termios, reset: [UInt8]) {
        var modes = modes
        berth_arm_crash_guard(terminal, standardError, &modes, reset, reset.count)
    }

    /// Gives the signals and the crash handlers back.
    func end(disarmingCrashGuard: Bool) {
        if disarmingCrashGuard { berth_disarm_crash_guard() }
        berth_restore_signals()
        close(readEnd)
        close(writeEnd)
    }
}
