import Glibc

/// A started program.
struct RunningProgram: Sendable {
    let pid: pid_t
    let began: ContinuousClock.Instant
    let name: String

    /// Waits for its end.
    func wait() -> FinishedProgram {
        var status: Int32 = 0
        var usage = rusage()
        while wait4(pid, &status, 0, &usage) < 0, errno == EINTR {}
        let signal = status & 0x7f
        return FinishedProgram(
            name: name, code: signal == 0 ? (status >> 8) & 0xff : 128 + signal, wall: .now - began,
            cpu: Duration(usage.ru_utime) + Duration(usage.ru_stime), peakMemory: Int64(usage.ru_maxrss) * 1024)
    }

    /// Asks it to end, and waits.
    func terminate() -> FinishedProgram {
        kill(pid, SIGTERM)
        return wait()
    }
}

/// A program that has ended, and what it cost.
struct FinishedProgram: Sendable {
    let name: String
    /// Its exit code, or 128 and the number of the signal.
    let code: Int32
    /// From before its start to after its end.
    let wall: Duration
    /// User and system time.
    let cpu: Duration
    /// The largest resident set, in bytes.
    let peakMemory: Int64
}

extension Duration {
    fileprivate init(_ time: timeval) {
        self = .seconds(Int64(time.tv_sec)) + .microseconds(Int64(time.tv_usec))
    }

    /// For numbers in tables.
    var inMilliseconds: Double {
        Double(components.seconds) * 1e3 + Double(components.attoseconds) / 1e15
    }
}
