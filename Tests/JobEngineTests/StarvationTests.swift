import JobCore
import JobEngine
import JobPersistence
import MockExecution
import Testing

@Suite("Many jobs that wait in vain", .timeLimit(.minutes(3)))
struct StarvationTests {
    /// What no host has room for.
    enum Scarcity: CaseIterable {
        case gpu, memory, cores, counter, region, label, rule, roomOnOneHost

        func want(_ draft: inout JobDraft) {
            switch self {
            case .gpu: draft.spec.limits.gpus = "2"
            case .memory: draft.spec.limits.memory = .gigabytes(9)
            case .cores: draft.spec.limits.cpus = 3
            case .counter: draft.spec.limits.counters = ["license": 2]
            case .region: draft.routing.region = "mars"
            case .label: draft.routing.required = [HostTrait("disk", "fast")]
            case .rule: draft.name = "train"
            // One host has that GPU, the other one has that memory.
            case .roomOnOneHost: (draft.spec.limits.gpus, draft.spec.limits.memory) = ("device=1", .gigabytes(2))
            }
        }
    }

    private static let options: WorkerOptions = {
        var options = WorkerOptions()
        var rule = RoutingRule(name: "training", required: [HostTrait("gpu", "big")])
        rule.jobPattern = "tr*n"
        options.router = RouterPolicy(rules: [rule])
        return options
    }()

    /// Two hosts with one slot each.
    private func withHosts(_ body: (WorkerFixture) async throws -> Void) async throws {
        var engines: [String: any ContainerExecutor] = [:]
        for (name, memory) in [("a", "8g"), ("b", "1g")] {
            var host = JobHost(name: name, kind: .mock)
            host.options = ["memory": memory, "cores": "2", "duration": "0s"]
            engines[name] = try MockExecutor(host: host, statePath: nil)
        }
        try await WorkerFixture.with(engines, slots: 1) { fixture in
            for (name, device) in [("a", "0"), ("b", "1")] {
                var host = try await fixture.manager.hosts.find(name)
                (host.gpus, host.counters, host.region) = ([device], ["license": 1], "earth")
                try await fixture.manager.hosts.update(host)
            }
            try await body(fixture)
        }
    }

    @Test(
        "QUEUE-01 F79 1,500 jobs that wait for what nobody has free stand in nobody's way: those behind them run",
        arguments: Scarcity.allCases)
    func starvation(_ scarcity: Scarcity) async throws {
        try await withHosts { fixture in
            var waiting = JobDraft(name: "waiting", spec: JobSpec(image: "i", command: ["c"]))
            scarcity.want(&waiting)
            let jobs = try await fixture.manager.jobs.submit(Array(repeating: waiting, count: 1500))
            let small = JobDraft(name: "small", spec: JobSpec(image: "i", command: ["c"]))
            let behind = try await fixture.manager.jobs.submit(Array(repeating: small, count: 10))
            try await fixture.withWorker(Self.options) { _ in
                for job in behind {
                    let ended = try await fixture.wait(for: job)
                    #expect(ended.status == .completed)
                }
            }
            // Those in front are told why they wait, and none of them ran.
            let first = try await fixture.manager.jobs.find(.number(jobs[0].number))
            #expect(first.status == .queued && first.blockedReason != nil)
            #expect(try await fixture.manager.jobs.counts()[.completed] == behind.count)
        }
    }

    @Test("F79 jobs far behind that wait for one thing are found when it comes, whatever waits ahead of them")
    func laterRoom() async throws {
        try await withHosts { fixture in
            func drafts(_ count: Int, _ change: (inout JobDraft) -> Void) -> [JobDraft] {
                var draft = JobDraft(name: "job", spec: JobSpec(image: "i", command: ["c"]))
                change(&draft)
                return Array(repeating: draft, count: count)
            }
            _ = try await fixture.manager.jobs.submit(drafts(600) { Scarcity.memory.want(&$0) })
            let far = try await fixture.manager.jobs.submit(drafts(600) { Scarcity.label.want(&$0) })
            try await fixture.withWorker(Self.options) { _ in
                try await fixture.eventually("the first jobs are told") {
                    try await fixture.manager.jobs.list(JobQuery(isDescending: false)).jobs[0].blockedReason != nil
                }
                var host = try await fixture.manager.hosts.find("b")
                host.labels = ["disk": "fast"]
                try await fixture.manager.hosts.update(host)
                let ended = try await fixture.wait(for: far[0])
                #expect(ended.host == "b")
            }
        }
    }
}
