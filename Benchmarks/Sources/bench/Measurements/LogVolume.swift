import Foundation
import JobCore
import JobPersistence

/// A job that writes 1,000,000 lines of 100 bytes: is every byte stored, how long does it take, and how much memory
/// (issue goal 5).
struct LogVolume {
    let engine: BareEngine
    let berth: Berth
    /// The `docker` command.
    let docker: Program
    var lines = 1_000_000
    var rounds = 3

    struct Result {
        /// From the container's start until `docker logs -f` has ended, seconds, by round.
        var followed: [Double] = []
        /// From the container's start until the final status is in the store, seconds, by round.
        var stored: [Double] = []
        /// Stored over followed, by round.
        var ratios: [Double] = []
        /// The largest resident set of the worker, MB.
        var peakResident = 0.0
        /// User and system time of the worker per job, seconds.
        var workerCPU = 0.0
    }

    private static let lineLength = 100
    private var command: [String] {
        ["awk", #"BEGIN { for (i = 1; i <= \#(lines); i++) printf "%0\#(Self.lineLength - 1)d\n", i }"#]
    }

    func run() async throws -> Result {
        var result = Result()
        let worker = try berth.startWorker()
        defer { _ = worker.terminate() }
        let observer = StoreObserver(store: try await berth.openStore())
        let before = try ProcessFigures(pid: worker.pid)
        for round in 0..<rounds {
            Progress.say("a log of \(lines) lines, round \(round + 1) of \(rounds)")
            if round.isMultiple(of: 2) {
                result.followed.append(try await follow())
                result.stored.append(try await store(observer))
            } else {
                result.stored.append(try await store(observer))
                result.followed.append(try await follow())
            }
            result.ratios.append(result.stored[round] / result.followed[round])
        }
        let after = try ProcessFigures(pid: worker.pid)
        result.peakResident = Double(after.peakResident) / 1_048_576
        result.workerCPU = (after.cpu - before.cpu).inSeconds / Double(rounds)
        await observer.store.close()
        return result
    }

    /// Runs the job by Berth, and reads what was stored.
    private func store(_ observer: StoreObserver) async throws -> Double {
        let number = try berth.submit(command)
        let (job, seenAt) = try await observer.end(of: number, within: .seconds(180))
        guard job.status == .completed, let attempt = try await observer.store.attempts(of: number).last,
            let startedAt = attempt.startedAt, attempt.logCompleteness == .complete
        else { throw BenchFailure("Job \(number), which writes much, is \(job.status), or its log is not complete.") }
        var truth = NumberedLines(count: lines, length: Self.lineLength)
        let reading = try berth.program.run(["logs", "\(number)"], output: .read { try truth.compare($0) })
        guard reading.code == 0 else { throw BenchFailure("'\(reading.name)' ended with \(reading.code).") }
        try truth.finish()
        return seenAt.timeIntervalSince(startedAt.date)
    }

    /// Runs the same container, with `docker logs -f` on it.
    private func follow() async throws -> Double {
        let id = try await engine.create(image: Berth.image, command: command)
        try await engine.call(.post, "/containers/\(id)/start")
        let reading = try docker.run(["logs", "--follow", id])
        let endedAt = Date()
        guard reading.code == 0 else { throw BenchFailure("'\(reading.name)' ended with \(reading.code).") }
        let state = try await engine.inspect(id)
        try await engine.call(.delete, "/containers/\(id)?force=1&v=1")
        return endedAt.timeIntervalSince(state.startedAt)
    }
}
