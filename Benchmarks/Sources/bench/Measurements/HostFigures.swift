import Foundation
import Glibc
import JobCore
import JobEngine
import JobPersistence
import Measures

/// What a host that is dead, or hangs, costs the others (I15): how soon a job behind 10,000 for a dead host is launched, and
/// how fast jobs run elsewhere while an engine stands still.
struct HostFigures {
    /// Makes a store with the engine as host `local`.
    let makeBerth: (String) throws -> Berth
    /// A second engine.
    let other: String
    /// The process of its daemon, which is stopped meanwhile.
    let daemon: pid_t
    var waiting = 10_000
    var launches = 20
    var jobs = 60
    var pairs = 3

    struct Result {
        var waiting = 0
        /// From a job's submission until it is claimed, and until its container has started; ms.
        var claims: [Double] = []
        var starts: [Double] = []
        /// Jobs a second where the other engine takes no part, and where it stands still with jobs; by pair.
        var calmRates: [Double] = []
        var struckRates: [Double] = []

        /// The second over the first, by pair.
        var ratios: [Double] { zip(struckRates, calmRates).map { $0 / $1 } }
    }

    func run() async throws -> Result {
        var result = Result(waiting: waiting)
        try await launchBehindDeadHost(&result)
        for pair in 0..<pairs {
            Progress.say("a host that hangs, pair \(pair + 1) of \(pairs)")
            result.calmRates.append(try await rate("calm-\(pair)", isStruck: false))
            result.struckRates.append(try await rate("struck-\(pair)", isStruck: true))
        }
        return result
    }

    private func launchBehindDeadHost(_ result: inout Result) async throws {
        Progress.say("\(waiting) jobs for a dead host")
        let berth = try makeBerth("dead-host")
        let store = try await berth.openStore()
        try berth.program.text(["host", "add", "dead", "--endpoint", "unix://\(berth.storePath)/none.sock"])
        let draft = JobDraft(
            spec: JobSpec(image: Berth.image, command: ["true"]), routing: RoutingPreference(host: "dead"))
        for _ in 0..<waiting / 1000 {
            _ = try await store.submit(Array(repeating: draft, count: 1000), actor: "bench")
        }
        let worker = try berth.startWorker()
        defer { _ = worker.terminate() }
        for launch in 0...launches {
            let number = try berth.submit(["true"], on: "local")
            let ended = try await StoreObserver(store: store).end(of: number, within: .seconds(30))
            guard let attempt = try await store.attempts(of: number).last, let startedAt = attempt.startedAt else {
                throw BenchFailure("Job \(number) was not started.")
            }
            // The first one waits for the worker's own start.
            guard launch > 0 else { continue }
            result.claims.append(attempt.claimedAt.timeIntervalSince(ended.job.createdAt) * 1000)
            result.starts.append(startedAt.date.timeIntervalSince(ended.job.createdAt) * 1000)
        }
        await store.close()
    }

    /// Jobs a second on the first engine.
    private func rate(_ name: String, isStruck: Bool) async throws -> Double {
        let berth = try makeBerth(name)
        try berth.program.text(["host", "add", "other", "--endpoint", other])
        if !isStruck { try berth.program.text(["host", "deactivate", "other"]) }
        let store = try await berth.openStore()
        let worker = try berth.startWorker()
        var held: [JobNumber] = []
        if isStruck {
            for _ in 0..<5 { held.append(try berth.submit(["sleep", "600"], on: "other")) }
            try await until("jobs run on the engine that is to hang") {
                try await store.jobs(JobQuery(statuses: [.running])).jobs.count == held.count
            }
            kill(daemon, SIGSTOP)
            try await until("the host is lost") { try await store.host("other").condition?.isUsable == false }
        }
        defer { if isStruck { kill(daemon, SIGCONT) } }
        let draft = JobDraft(spec: JobSpec(image: Berth.image, command: ["true"]))
        let numbers = try await store.submit(Array(repeating: draft, count: jobs), actor: "bench").map(\.number)
        var ended: [Job] = []
        try await until("all jobs have ended") {
            ended = try await store.jobs(JobQuery(statuses: [.completed], limit: jobs)).jobs
            return ended.count == jobs
        }
        var first = Date.distantFuture
        for number in numbers {
            guard let attempt = try await store.attempts(of: number).first else { continue }
            first = min(first, attempt.claimedAt)
        }
        let last = ended.compactMap(\.finishedAt).max() ?? first
        guard ended.allSatisfy({ $0.host == "local" }) else {
            throw BenchFailure("Jobs were sent to a host that hangs, or takes none.")
        }
        if isStruck { kill(daemon, SIGCONT) }
        for number in held { try berth.program.text(["kill", "\(number)", "--yes"]) }
        try await StoreObserver(store: store).emptyQueue(within: .seconds(120))
        _ = worker.terminate()
        await store.close()
        return Double(jobs) / last.timeIntervalSince(first)
    }

    private func until(_ what: String, _ holds: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(180)
        while try await !holds() {
            guard ContinuousClock.now < deadline else { throw BenchFailure("Never: \(what).") }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
