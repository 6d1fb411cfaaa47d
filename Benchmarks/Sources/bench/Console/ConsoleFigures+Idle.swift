import Glibc
import JobCore
import Measures

extension ConsoleFigures {
    /// Running jobs and a host that hangs: the first frame, and what it costs to leave it open.
    func measureIdle(_ result: inout Result) async throws {
        Progress.say("console: first frame and idling with \(result.idleJobs) running jobs")
        let berth = try makeBerth("console-idle")
        try addMock(berth, "mock", "duration=2h", "logRate=0")
        let silent = try SilentSocket(at: berth.storePath + ".silent")
        _ = try berth.program.run(["host", "add", "hanging", "--endpoint", "unix://\(silent.path)"])
        try await submit(berth, (1...result.idleJobs).map { "bench-\($0)" }, to: "mock")
        let worker = try startWorker(berth)
        defer { _ = worker.terminate() }
        try await wait(berth, for: result.idleJobs, .running)
        for _ in 0..<30 {
            let console = try ConsoleProgram(berth)
            result.firstFrame.append((try console.wait(for: "JOBS") - console.began).inMilliseconds)
            let name = "bench-\(result.idleJobs)"
            result.firstJobs.append((try console.wait(for: name) - console.began).inMilliseconds)
            _ = try console.quit()
        }
        let console = try ConsoleProgram(berth)
        try console.wait(for: "bench-\(result.idleJobs)")
        try console.drain(for: .seconds(3))
        result.attended = try idle(console, worker, for: .seconds(20))
        try console.drain(for: .seconds(60))
        result.idle = try idle(console, worker, for: .seconds(60))
        _ = try console.quit()
        withExtendedLifetime(silent) {}
    }

    private func idle(
        _ console: ConsoleProgram, _ worker: RunningProgram, for length: Duration
    ) throws -> Idle {
        let before = (try ThreadFigures(pid: console.pid), try ThreadFigures(pid: worker.pid))
        try console.drain(for: length)
        let after = (try ThreadFigures(pid: console.pid), try ThreadFigures(pid: worker.pid))
        let seconds = length.inSeconds
        return Idle(
            console: (after.0.cpu - before.0.cpu).inSeconds / seconds * 100,
            worker: (after.1.cpu - before.1.cpu).inSeconds / seconds * 100,
            wakeUps: Double(after.0.sleeps(since: before.0)) / seconds)
    }
}
