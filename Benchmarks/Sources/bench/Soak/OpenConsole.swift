import Glibc

/// A console that somebody leaves open: what it sends is read all the time, as a terminal does.
actor OpenConsole {
    nonisolated let pid: pid_t
    private let console: ConsoleProgram

    init(_ berth: Berth) throws {
        console = try ConsoleProgram(berth)
        pid = console.pid
        try console.wait(for: "JOBS")
    }

    /// Reads until cancelled.
    func readForever() async throws {
        while !Task.isCancelled {
            try console.drain(for: .milliseconds(100))
            await Task.yield()
        }
    }

    /// Ends it as a person does.
    ///
    /// - Throws: when it does not end, or has ended before.
    func quit() throws {
        let finished = try console.quit()
        guard finished.code == 0 else { throw BenchFailure("The console ended with \(finished.code).") }
    }
}
