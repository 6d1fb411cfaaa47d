import Foundation
import JobCore
import JobEngine
import JobPersistence

/// Submits, cancels, reads logs and deletes for as long as it is told to, as people do it: by commands, beside one worker
/// with default settings and a console that shows it all. Every ten seconds it looks at what worker, store and engine hold.
struct Soak {
    let berth: Berth
    let engine: BareEngine
    let length: Duration

    private static let lookPeriod = Duration.seconds(10)
    /// So many ended jobs are left in the store.
    private static let keptJobs = 50

    struct Result {
        var looks: [SoakLook] = []
        var submitted = 0
        var cancelled = 0
        var logsRead = 0
        var deleted = 0
        /// Jobs that ended in another way than they had to.
        var wrong: [String] = []
        /// Jobs in the store and containers on the engine after the last job has ended.
        var containersLeft = 0
    }

    /// A kind of job, and how it has to end.
    private struct Kind {
        let command: [String]
        let status: JobStatus
        let output: String
        var isCancelled = false
    }

    private static let kinds = [
        Kind(command: ["true"], status: .completed, output: ""),
        Kind(command: ["sh", "-c", "echo out; echo err >&2; exit 3"], status: .failed, output: "out\n"),
        Kind(command: ["echo", "a line"], status: .completed, output: "a line\n"),
        Kind(command: ["sleep", "60"], status: .cancelled, output: "", isCancelled: true),
        Kind(command: ["sh", "-c", "seq 1 2000; sleep 1"], status: .completed, output: numbers),
    ]

    private static let numbers = (1...2000).map { "\($0)\n" }.joined()

    func run() async throws -> Result {
        var result = Result()
        let worker = try berth.startWorker()
        defer { _ = worker.terminate() }
        // Made by the worker; waited for, so that both do not make it at once.
        let store = try await berth.openStore()
        let observer = StoreObserver(store: store)
        let console = try OpenConsole(berth)
        let reading = Task { try await console.readForever() }
        let began = ContinuousClock.now
        var nextLook = began
        while ContinuousClock.now - began < length {
            try await oneRound(observer, &result)
            try await deleteOldest(store, &result)
            guard ContinuousClock.now >= nextLook else { continue }
            nextLook = .now + Self.lookPeriod
            result.looks.append(try await look(worker.pid, console.pid, store, since: began))
            Progress.say("\(Int((ContinuousClock.now - began).inSeconds)) s, \(result.submitted) jobs")
        }
        try await observer.emptyQueue(within: .seconds(60))
        try await Task.sleep(for: .seconds(1))
        reading.cancel()
        try await reading.value
        try await console.quit()
        result.containersLeft = try await engine.containerCount()
        await store.close()
        return result
    }

    /// One job of each kind, all at once; each must end as its kind does.
    private func oneRound(_ observer: StoreObserver, _ result: inout Result) async throws {
        var numbers: [JobNumber] = []
        for kind in Self.kinds { numbers.append(try berth.submit(kind.command)) }
        result.submitted += numbers.count
        for (number, kind) in zip(numbers, Self.kinds) where kind.isCancelled {
            if Bool.random() { try await Task.sleep(for: .milliseconds(.random(in: 0...800))) }
            try berth.program.text(["cancel", "\(number)"])
            result.cancelled += 1
        }
        for (number, kind) in zip(numbers, Self.kinds) {
            let (job, _) = try await observer.end(of: number, within: .seconds(60))
            let output = try berth.program.text(["logs", "\(number)", "--stream", "stdout"])
            result.logsRead += 1
            let expected = kind.output.trimmingCharacters(in: .whitespacesAndNewlines)
            guard job.status != kind.status || output != expected else { continue }
            result.wrong.append(
                "job \(number) (\(kind.command.joined(separator: " "))) is \(job.status), \(output.count) characters of output"
            )
        }
    }

    private func deleteOldest(_ store: SQLiteJobStore, _ result: inout Result) async throws {
        let page = try await store.jobs(JobQuery(isDescending: true, limit: Self.keptJobs + 5))
        let old = page.jobs.dropFirst(Self.keptJobs).filter(\.status.isTerminal)
        guard !old.isEmpty else { return }
        try berth.program.text(["delete"] + old.map { "\($0.number)" })
        result.deleted += old.count
    }

    private func look(
        _ pid: pid_t, _ console: pid_t, _ store: SQLiteJobStore, since began: ContinuousClock.Instant
    ) async throws -> SoakLook {
        let figures = try ProcessFigures(pid: pid)
        let counts = try await store.counts()
        let wal = try? FileManager.default.attributesOfItem(atPath: berth.storePath + "/berth.sqlite-wal")
        return SoakLook(
            at: (ContinuousClock.now - began).inSeconds, resident: Double(figures.resident) / 1_048_576,
            descriptors: Double(figures.descriptors), threads: Double(figures.threads),
            rows: Double(JobStatus.allCases.reduce(0) { $0 + counts[$1] }),
            containers: Double(try await engine.containerCount()),
            writeAheadLog: Double(wal?[.size] as? Int ?? 0) / 1_048_576,
            console: Double(try ProcessFigures(pid: console).proportional) / 1_048_576, cpu: figures.cpu.inSeconds)
    }
}
