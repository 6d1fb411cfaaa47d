import Foundation
import Glibc
import JobCore
import JobPersistence
import Measures

/// One active worker and three that stand by; the active one is killed again and again while jobs wait: how long nobody
/// claims one.
struct Takeover {
    let berth: Berth
    var kills = 10
    var standbys = 3

    struct Result {
        /// From the kill until the next claim, ms.
        var delays: [Double] = []
        /// How many jobs ran, each once.
        var jobs = 0
    }

    /// More than the workers get done meanwhile: there is always one to claim.
    private static let jobs = 400
    /// Slots times jobs a second make a claim every 50 ms.
    private static let host = ["--kind", "mock", "--slots", "6", "--option", "duration=300ms"]

    func run() async throws -> Result {
        try berth.program.text(["host", "add", "mock"] + Self.host)
        let values = (1...Self.jobs).map(String.init).joined(separator: ",")
        try berth.program.text([
            "run", "--detach", "--no-worker", "--host", "mock", "--matrix", "n=\(values)", Berth.image, "echo", "{n}",
        ])
        let store = try await berth.openStore()
        var workers: [RunningProgram] = []
        defer { for worker in workers { _ = worker.terminate() } }
        for _ in 0...standbys { workers.append(try berth.startWorker()) }
        var result = Result(jobs: Self.jobs)
        Progress.say("killing the active worker \(kills) times")
        for _ in 0..<kills {
            // Long enough for the new standby to wait, and for the queue to move.
            try await Task.sleep(for: .milliseconds(1200))
            let active = try activeWorker()
            guard let place = workers.firstIndex(where: { $0.pid == active }) else {
                throw BenchFailure("The active worker, process \(active), is none of those that were started.")
            }
            let last = try await store.lastEvent(before: .distantFuture)
            let killedAt = Date()
            kill(active, SIGKILL)
            _ = workers.remove(at: place).wait()
            let claimedAt = try await nextClaim(in: store, after: last, killedAt)
            result.delays.append(claimedAt.timeIntervalSince(killedAt) * 1000)
            workers.append(try berth.startWorker())
        }
        try await StoreObserver(store: store).emptyQueue(within: .seconds(120))
        try await expectEachOnce(store)
        await store.close()
        return result
    }

    private func activeWorker() throws -> pid_t {
        struct Status: Decodable { var processID: Int32? }
        let text = try berth.program.text(["worker", "status", "--json"])
        guard let number = try JSONDecoder().decode(Status.self, from: Data(text.utf8)).processID else {
            throw BenchFailure("No worker is active: \(text)")
        }
        return number
    }

    /// When the first job was claimed after a kill, by the journal.
    private func nextClaim(in store: SQLiteJobStore, after last: Int64, _ killedAt: Date) async throws -> Date {
        let deadline = ContinuousClock.now + .seconds(60)
        var last = last
        while ContinuousClock.now < deadline {
            for event in try await store.events(after: last, job: nil, limit: 1000) {
                if event.kind == JobStatus.launching.rawValue, event.at > killedAt { return event.at }
                last = event.sequence
            }
            try await Task.sleep(for: .milliseconds(1))
        }
        throw BenchFailure("No job was claimed within a minute of the worker's death.")
    }

    private func expectEachOnce(_ store: SQLiteJobStore) async throws {
        var (seen, query) = (0, JobQuery(limit: 1000))
        repeat {
            let page = try await store.jobs(query)
            for job in page.jobs where job.status != .completed || job.attemptsUsed != 1 {
                throw BenchFailure(
                    "Job \(job.number) is \(job.status) after \(job.attemptsUsed) runs, not completed after 1.")
            }
            seen += page.jobs.count
            query.after = page.next
        } while query.after != nil
        guard seen == Self.jobs else { throw BenchFailure("\(seen) jobs are in the store, not \(Self.jobs).") }
    }
}
