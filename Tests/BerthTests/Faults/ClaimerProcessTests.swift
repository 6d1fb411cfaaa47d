import Foundation
import JobCore
import JobEngine
import JobPersistence
import Testing

/// Claimers as processes: SQLite's locks, its shared index of the log and its recovery are between processes, so that instances
/// within one prove less.
@Suite(.timeLimit(.minutes(5))) struct ClaimerProcessTests {
    /// Names the store for a claimer that a test has started from this very program.
    private static let variable = "BERTH_TEST_CLAIMER_STORE"
    private static let jobs = 10_000

    private static let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path

    private static func open(_ path: String) async throws -> SQLiteJobStore {
        try await SQLiteJobStore.open(
            in: try StoreDirectory.open(path), role: .client, keyPath: { path + "-\($0.short).key" })
    }

    @Test("QUEUE-04 CMD-13 F70 F79 four processes claim and end 10,000 jobs: each launched exactly once, no lock error")
    func fourProcesses() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let store = try await Self.open(lab.storePath)
            try await store.addHost(
                JobHost(
                    name: "local", kind: .mock, slots: 100_000,
                    condition: HostCondition(state: .ok, checkedAt: Date())), actor: "test")
            let members = (0..<Self.jobs).map { JobDraft(name: "job-\($0)", spec: JobSpec(image: "i", command: ["c"])) }
            _ = try await store.submitArray(ArrayDraft(name: "many", members: members), actor: "test")
            let claimers = try await withThrowingTaskGroup(of: ShellCommand.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await ShellCommand.run(
                            Self.program,
                            ["--testing-library", "swift-testing", "--filter", "ClaimerProcessTests/claimer"],
                            environment: lab.environment.merging([Self.variable: lab.storePath]) { $1 })
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for claimer in claimers {
                #expect(
                    claimer.code == 0, "\(claimer.standardOutput.suffix(2000)) \(claimer.standardError.suffix(2000))")
                #expect(claimer.standardOutput.contains("claimed "))
            }
            #expect(try await store.counts().byStatus == [.completed: Self.jobs])
            var launches: [JobNumber: Int] = [:]
            var sequence: Int64 = 0
            while true {
                let events = try await store.events(after: sequence, job: nil, limit: 5000)
                guard let last = events.last else { break }
                for event in events where event.kind == "launching" {
                    launches[event.job ?? JobNumber(0), default: 0] += 1
                }
                sequence = last.sequence
            }
            #expect(launches.count == Self.jobs)
            #expect(launches.values.allSatisfy { $0 == 1 })
            await store.close()
        }
    }

    /// What each of the four processes runs.
    @Test(.enabled(if: ProcessInfo.processInfo.environment[ClaimerProcessTests.variable] != nil))
    func claimer() async throws {
        let path = try #require(ProcessInfo.processInfo.environment[Self.variable])
        let store = try await Self.open(path)
        let worker = WorkerID()
        var claimed = 0
        while true {
            let now = Date()
            let ready = try await store.claimable(limit: 40, now: now)
            if ready.isEmpty { break }
            let requests = ready.map { ClaimRequest(job: $0.number, host: "local", reason: "test") }
            let live = try await store.claim(requests, worker: worker, leaseUntil: now + 30, now: now)
            claimed += live.count
            try await withThrowingTaskGroup(of: Void.self) { group in
                for attempt in live {
                    group.addTask {
                        _ = try await store.settle(
                            AttemptOutcome(reason: .appExit, exitCode: 0, reachedStart: true),
                            next: .finish(.completed), log: LogProgress(), completeness: .complete,
                            fence: attempt.attempt.fence, now: Date())
                    }
                }
                try await group.waitForAll()
            }
        }
        print("claimed \(claimed)")
        await store.close()
    }
}
