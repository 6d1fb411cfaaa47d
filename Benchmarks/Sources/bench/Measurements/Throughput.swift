import JobCore
import JobPersistence
import Measures

/// Many short jobs: the rate of the bare loop against Berth's, in pairs (issue goal 3, decisions 27).
struct Throughput {
    let engine: BareEngine
    let makeBerth: (String) throws -> Berth
    var jobs = 100
    var rounds = 7
    var concurrencies = [2, 4, 6, 8, 10]

    struct Result {
        /// Jobs a second of the bare loop, by concurrency, to find its best.
        var search: [(concurrency: Int, rate: Double)] = []
        var bestConcurrency = 0
        /// Jobs a second, by round.
        var bareRates: [Double] = []
        var berthRates: [Double] = []
        /// Berth's rate over the bare loop's, by round.
        var ratios: [Double] = []
        /// User and system time of the worker per job, ms, by round.
        var workerCPU: [Double] = []
        /// User and system time of `berth run --detach` per job, ms, by round.
        var submitCPU: [Double] = []
    }

    func run() async throws -> Result {
        let loop = BareLoop(engine: engine)
        var result = Result()
        _ = try await loop.run(jobs: 10, concurrency: 2)
        for concurrency in concurrencies {
            let took = try await loop.run(jobs: jobs / 2, concurrency: concurrency)
            result.search.append((concurrency, Double(jobs / 2) / took.inSeconds))
        }
        result.bestConcurrency = result.search.max { $0.rate < $1.rate }?.concurrency ?? 4
        for round in 0..<rounds {
            Progress.say("throughput, round \(round + 1) of \(rounds)")
            // Each goes first in every other round, so that a drift of the machine favours neither.
            if round.isMultiple(of: 2) {
                try await runBare(loop, &result)
                try await runBerth(round, &result)
            } else {
                try await runBerth(round, &result)
                try await runBare(loop, &result)
            }
            result.ratios.append(result.berthRates[round] / result.bareRates[round])
        }
        return result
    }

    private func runBare(_ loop: BareLoop, _ result: inout Result) async throws {
        let took = try await loop.run(jobs: jobs, concurrency: result.bestConcurrency)
        result.bareRates.append(Double(jobs) / took.inSeconds)
        try await expectEmptyEngine()
    }

    /// All jobs stand in the queue, as the bare loop's do; then a worker with default settings is started, and the time is
    /// that of the whole process: from its start until all containers are removed and it has ended.
    private func runBerth(_ round: Int, _ result: inout Result) async throws {
        let berth = try makeBerth("throughput-\(round)")
        result.submitCPU.append(try berth.submit(["true"], times: jobs).inMilliseconds)
        let worker = try berth.workOnce()
        result.berthRates.append(Double(jobs) / worker.wall.inSeconds)
        result.workerCPU.append(worker.cpu.inMilliseconds / Double(jobs))
        let store = try await berth.openStore()
        try await StoreObserver(store: store).expectCompleted(jobs)
        await store.close()
        try await expectEmptyEngine()
    }

    private func expectEmptyEngine() async throws {
        let left = try await engine.containerCount()
        guard left == 0 else { throw BenchFailure("\(left) containers were left on the engine.") }
    }
}
