import Foundation
import JobCore
import JobPersistence
import MockExecution
import Testing

@testable import JobEngine

/// What is deleted by a policy, and what is not.
@Suite struct RetentionTests {
    private static let month = Duration.seconds(30 * 86_400)
    private static let later = Date(timeIntervalSinceNow: 31 * 86_400)

    /// Four jobs that have ended with a log, and one that runs.
    private func withJobs(_ body: (WorkerFixture, [Job], Retention) async throws -> Void) async throws {
        let ended = ScriptedOutcome.exits(code: 0, output: [ScriptedLine("line")])
        let engine = ScriptedExecutor([ended, ended, ended, ended, .runs(output: [ScriptedLine("line")])])
        try await WorkerFixture.with(["a": engine]) { fixture in
            try await fixture.withWorker { _ in
                var jobs: [Job] = []
                for number in 0..<5 {
                    let job = try await fixture.manager.jobs.submit(JobDraft(spec: JobSpec(image: "i", command: ["c"])))
                    jobs.append(job)
                    try await fixture.wait(for: job) { number < 4 ? $0.status.isTerminal : $0.status == .running }
                }
                try await fixture.eventually("all logs are there") {
                    try await fixture.logs.holdings().count == 5
                }
                let retention = Retention(store: fixture.store, logs: fixture.logs, actor: "test")
                try await body(fixture, jobs, retention)
                _ = try await fixture.manager.jobs.cancel(jobs[4].number)
                try await fixture.wait(for: jobs[4])
            }
        }
    }

    @Test("CMD-08 nothing goes by the standard policy, however old it is")
    func standard() async throws {
        try await withJobs { _, _, retention in
            let plan = try await retention.plan(RetentionPolicy(), now: Self.later)
            #expect(plan.isEmpty)
        }
    }

    @Test("CMD-08 LOG-05 by age, logs go and their jobs stay; what runs keeps its log; the journal says why")
    func logAge() async throws {
        try await withJobs { fixture, jobs, retention in
            var policy = RetentionPolicy()
            policy.logAge = Self.month
            #expect(try await retention.plan(policy).isEmpty)
            let plan = try await retention.plan(policy, now: Self.later)
            #expect(plan.logs.map(\.number) == jobs.prefix(4).map(\.number))
            #expect(plan.logs.allSatisfy { $0.reason == .oldLog })
            #expect(plan.jobs.isEmpty)
            let result = try await retention.perform(plan)
            #expect(result.logs == 4)
            #expect(try await fixture.logs.holdings().keys.sorted() == [jobs[4].number])
            #expect(try await fixture.manager.jobs.find(.number(jobs[0].number)).status == .completed)
            let events = try await fixture.store.events(after: 0, job: jobs[0].number, limit: 50)
            #expect(events.contains { $0.kind == "log_deleted" && $0.detail?.contains("ended more than") == true })
            let newest = try await fixture.store.newestEvents(job: nil, limit: 1).first
            #expect(newest?.kind == "retention")
            #expect(newest?.detail == "Deleted the logs of 4 jobs.")
            #expect(try await retention.plan(policy, now: Self.later).isEmpty)
        }
    }

    @Test("CMD-08 by age and by number, the oldest jobs go with their logs; the limit of one turn holds")
    func history() async throws {
        try await withJobs { fixture, jobs, retention in
            var policy = RetentionPolicy()
            policy.historyCount = 1
            let plan = try await retention.plan(policy)
            #expect(plan.jobs.map(\.number) == jobs.prefix(3).map(\.number))
            #expect(plan.jobs.allSatisfy { $0.reason == .surplusJob })
            #expect(plan.logs.isEmpty)
            #expect(plan.logSize.rawValue > 0)
            let turn = try await retention.plan(policy, limit: 2)
            #expect(try await retention.perform(turn).jobs == 2)
            #expect(try await fixture.logs.holdings().count == 3)
            policy.historyAge = Self.month
            let rest = try await retention.plan(policy, now: Self.later)
            #expect(rest.jobs.map(\.number) == jobs[2...3].map(\.number))
            #expect(rest.jobs.first?.reason == .oldJob)
            #expect(try await retention.perform(rest).jobs == 2)
            #expect(try await fixture.manager.jobs.find(.number(jobs[4].number)).status == .running)
        }
    }

    @Test("LOG-05 above the size of all logs, the oldest go first; a log without a job goes after an hour")
    func size() async throws {
        try await withJobs { fixture, jobs, retention in
            let sizes = try await fixture.logs.holdings()
            var policy = RetentionPolicy()
            policy.logTotal = .bytes(sizes.values.reduce(0) { $0 + $1.size.rawValue } - 1)
            let plan = try await retention.plan(policy)
            #expect(plan.logs.count == 1)
            #expect(plan.logs.first?.reason == .surplusLog)
            #expect(jobs.prefix(4).map(\.number).contains(plan.logs[0].number))
            // As after a death between deleting a job and deleting its logs.
            try await fixture.store.delete(jobs[1].number, actor: "test")
            #expect(try await retention.plan(RetentionPolicy()).isEmpty)
            let strays = try await retention.plan(RetentionPolicy(), now: Date(timeIntervalSinceNow: 3700))
            #expect(strays.logs.map(\.number) == [jobs[1].number])
            #expect(strays.logs.first?.reason == .strayLog)
        }
    }

    @Test("CMD-08 old lines of the journal go in parts, and the newer ones stay")
    func journal() async throws {
        try await withJobs { fixture, _, retention in
            var policy = RetentionPolicy()
            policy.journalAge = Self.month
            #expect(try await retention.plan(policy).isEmpty)
            let old = try await fixture.store.newestEvents(job: nil, limit: 1).first?.sequence ?? 0
            let plan = try await retention.plan(policy, now: Self.later)
            #expect(plan.lastEvent >= old)
            #expect(try await retention.perform(plan).events >= Int(old))
            #expect(try await fixture.store.events(after: 0, job: nil, limit: 50).allSatisfy { $0.sequence > old })
        }
    }
}
