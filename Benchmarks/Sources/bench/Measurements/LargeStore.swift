import Foundation
import JobCore
import JobEngine
import JobPersistence
import Measures

/// A store with a million ended jobs: what a list costs, and a claim (issue goal 7).
struct LargeStore {
    let berth: Berth
    var jobs = 1_000_000
    var lists = 20
    var claims = 500

    struct Result {
        /// Jobs in the store.
        var jobs = 0
        /// Size of the database, MB.
        var megabytes = 0.0
        /// `berth list`, whole process, ms.
        var lists: [Double] = []
        /// Its user and system time, ms.
        var listCPU: [Double] = []
        /// Opening as a worker does it, with the check of the file, seconds.
        var opening = 0.0
        /// The claim's transaction, ms.
        var claims: [Double] = []
        /// What a round of the worker asks before it, ms.
        var rounds: [Double] = []
    }

    func run() async throws -> Result {
        var result = Result()
        // Jobs as they are in life: three that really ran are copied.
        for command in [["true"], ["sh", "-c", "echo something; exit 3"], ["echo", "done"]] {
            _ = try berth.submit(command)
        }
        _ = try berth.workOnce()
        Progress.say("filling a store with \(jobs) jobs")
        let path = berth.storePath + "/berth.sqlite"
        try LargeHistory(path: path).grow(by: jobs - 3)
        result.megabytes =
            Double(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0) / 1_048_576

        Progress.say("lists and claims")
        for _ in 0..<lists {
            var lines = 0
            let finished = try berth.program.run(["list"], output: .read { lines += $0.count { $0 == 10 } })
            guard finished.code == 0, lines >= 20 else {
                throw BenchFailure("'\(finished.name)' ended with \(finished.code) after \(lines) lines.")
            }
            result.lists.append(finished.wall.inMilliseconds)
            result.listCPU.append(finished.cpu.inMilliseconds)
        }
        try await claim(&result)
        return result
    }

    /// Claims jobs one at a time, as a worker does: the store is opened in its role, and no worker runs.
    private func claim(_ result: inout Result) async throws {
        let clock = ContinuousClock()
        var opened: SQLiteJobStore?
        result.opening = try await clock.measure { opened = try await berth.openStore(as: .worker) }.inSeconds
        guard let store = opened else { return }
        let counts = try await store.counts()
        result.jobs = JobStatus.allCases.reduce(0) { $0 + counts[$1] }
        guard result.jobs == jobs else {
            throw BenchFailure("The store counts \(result.jobs) jobs, not \(jobs).")
        }
        try await store.addHost(JobHost(name: "claims", kind: .mock, slots: claims), actor: "bench")
        let worker = WorkerID()
        let draft = JobDraft(spec: JobSpec(image: Berth.image, command: ["true"]))
        _ = try await store.submit(Array(repeating: draft, count: claims), actor: "bench")
        for _ in 0..<claims {
            let now = Date()
            var ready: [Job] = []
            let asking = try await clock.measure {
                _ = try await store.hostLoads()
                ready = try await store.claimable(limit: 20, now: now)
            }
            guard let job = ready.first else { throw BenchFailure("No job is ready to be claimed.") }
            var claimed: [LiveAttempt] = []
            let claiming = try await clock.measure {
                claimed = try await store.claim(
                    [ClaimRequest(job: job.number, host: "claims", reason: "the only one")], worker: worker,
                    leaseUntil: now.addingTimeInterval(30), now: now)
            }
            guard claimed.count == 1 else { throw BenchFailure("Job \(job.number) could not be claimed.") }
            result.rounds.append(asking.inMilliseconds)
            result.claims.append(claiming.inMilliseconds)
        }
        await store.close()
    }
}
