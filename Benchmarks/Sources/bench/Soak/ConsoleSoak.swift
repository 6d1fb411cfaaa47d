import Foundation
import JobCore

/// A console left open: ten running jobs in its list, the log of one of them on the screen at 1,000 lines a second.
struct ConsoleSoak {
    let figures: ConsoleFigures
    let length: Duration

    private static let lookPeriod = Duration.seconds(10)
    static let rate = 1_000
    static let jobs = 10

    struct Look {
        /// Its share of memory, MB.
        let proportional: Double
        let descriptors: Double
        let threads: Double
    }

    struct Result {
        var looks: [Look] = []
        /// Share of a core over the whole time, percent.
        var cpu = 0.0
        var minutes = 0.0
        /// Lines in the log at the end.
        var lines = 0
    }

    func run() async throws -> Result {
        let berth = try figures.makeBerth("console-soak")
        try figures.addMock(berth, "calm", "duration=100h", "logRate=0")
        try figures.addMock(
            berth, "busy", "duration=100h", "logRate=\(Self.rate)", "logPattern=line {n} of a long evening")
        try await figures.submit(berth, (1..<Self.jobs).map { "calm-\($0)" }, to: "calm")
        try await figures.submit(berth, ["busy"], to: "busy")
        let worker = try figures.startWorker(berth)
        defer { _ = worker.terminate() }
        try await figures.wait(berth, for: Self.jobs, .running)
        let console = try ConsoleProgram(berth)
        try console.wait(for: "of a long evening")
        // What is filled once is filled by then.
        try console.drain(for: .seconds(min(60, length.inSeconds / 4)))

        var result = Result()
        let began = ContinuousClock.now
        let before = try ThreadFigures(pid: console.pid)
        while ContinuousClock.now - began < length {
            try console.drain(for: Self.lookPeriod)
            let now = try ProcessFigures(pid: console.pid)
            result.looks.append(
                Look(
                    proportional: Double(now.proportional) / 1_048_576, descriptors: Double(now.descriptors),
                    threads: Double(now.threads)))
            Progress.say("console: \(Int((ContinuousClock.now - began).inSeconds)) s")
        }
        let seconds = (ContinuousClock.now - began).inSeconds
        result.cpu = (try ThreadFigures(pid: console.pid).cpu - before.cpu).inSeconds / seconds * 100
        result.minutes = seconds / 60
        try console.wait(for: "of a long evening")
        _ = try console.quit()
        _ = try berth.program.run(["logs", "\(Self.jobs)"], output: .read { result.lines += $0.count { $0 == 10 } })
        return result
    }
}

extension ConsoleSoak.Result {
    private var trends: [SoakTrend] {
        guard looks.count >= 3 else { return [] }
        return [
            SoakTrend("memory of the console (Pss), MB", looks.map(\.proportional), tolerance: 1.5),
            SoakTrend("its open files", looks.map(\.descriptors), tolerance: 2),
            SoakTrend("its threads", looks.map(\.threads), tolerance: 2),
        ]
    }

    /// Whether nothing grew, and its work stayed within the number of a flood.
    var isFlat: Bool { !trends.isEmpty && trends.allSatisfy(\.isFlat) && cpu <= 10 }

    /// Its part of the page `Benchmarks/SOAK.md`.
    var markdown: String {
        """
        ## A console left open

        \(Report.text(minutes, 1)) minutes after a first one, \(ConsoleSoak.jobs) running jobs, the log of one of them on the
        screen at \(ConsoleSoak.rate) lines a second: \(lines) lines at the end. It took \(Report.text(cpu, 2)) % of a core
        (at most 10).

        \(SoakTrend.table(trends))

        """
    }
}
