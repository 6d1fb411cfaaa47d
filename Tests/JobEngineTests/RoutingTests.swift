import Foundation
import JobCore
import JobEngine
import JobPersistence
import MockExecution
import Testing

@Suite("A worker, its hosts and their resources", .timeLimit(.minutes(2)))
struct RoutingTests {
    private func draft(_ change: (inout JobDraft) -> Void = { _ in }) -> JobDraft {
        var draft = JobDraft(name: "job", spec: JobSpec(image: "i", command: ["c"]))
        change(&draft)
        return draft
    }

    private func edit(_ name: String, in fixture: WorkerFixture, _ change: (inout JobHost) -> Void) async throws {
        var host = try await fixture.manager.hosts.find(name)
        change(&host)
        try await fixture.manager.hosts.update(host)
    }

    @Test(
        "BASE-06 ROUTE-03 GPUs are handed to containers by name, each to one; who finds none free waits and is told why"
    )
    func devices() async throws {
        let engine = ScriptedExecutor([.runs(), .runs(), .exits(code: 0)])
        try await WorkerFixture.with(["a": engine]) { fixture in
            try await edit("a", in: fixture) { $0.gpus = ["0", "GPU-7"] }
            let jobs = try await fixture.manager.jobs.submit(
                (0..<3).map { _ in draft { $0.spec.limits.gpus = "1" } })
            try await fixture.withWorker { _ in
                for job in jobs.prefix(2) { try await fixture.wait(for: job) { $0.status == .running } }
                let waiting = try await fixture.wait(for: jobs[2]) { $0.blockedReason != nil }
                #expect(waiting.blockedReason == "a: 1 GPU asked for, 0 of 2 free")
                #expect(
                    try await fixture.manager.jobs.rejectedHosts(of: waiting.number)
                        == [RejectedHost(host: "a", reason: "1 GPU asked for, 0 of 2 free")])
                #expect(try await fixture.manager.hosts.loads()["a"]?.gpus == ["0", "GPU-7"])
                _ = try await fixture.manager.jobs.cancel(jobs[0].number)
                #expect(try await fixture.wait(for: jobs[2]).status == .completed)
                let given = await engine.orders.map(\.spec.limits.gpus)
                #expect(Set(given.prefix(2)) == ["device=0", "device=GPU-7"])
                let first = try await fixture.manager.journal.attempts(of: jobs[0].number)[0].reservation.gpus
                #expect(given.last == "device=\(first[0])")
                _ = try await fixture.manager.jobs.cancel(jobs[1].number)
                try await fixture.wait(for: jobs[1])
            }
            #expect(await engine.unplannedCalls.isEmpty)
        }
    }

    @Test("ROUTE-13 fewer or more slots hold at once, also while jobs run there")
    func slots() async throws {
        let engine = ScriptedExecutor([.runs(), .exits(code: 0)])
        try await WorkerFixture.with(["a": engine], slots: 1) { fixture in
            let jobs = try await fixture.manager.jobs.submit([draft(), draft()])
            try await fixture.withWorker { _ in
                try await fixture.wait(for: jobs[0]) { $0.status == .running }
                try await fixture.wait(for: jobs[1]) { $0.blockedReason == "a: its only slot is taken" }
                try await edit("a", in: fixture) { $0.slots = 2 }
                #expect(try await fixture.wait(for: jobs[1]).status == .completed)
                #expect(try await fixture.manager.jobs.find(.number(jobs[0].number)).status == .running)
                _ = try await fixture.manager.jobs.cancel(jobs[0].number)
                try await fixture.wait(for: jobs[0])
            }
            #expect(await engine.unplannedCalls.isEmpty)
        }
    }

    @Test("ROUTE-13 an edited host gets a new executor for new jobs; what runs there is kept to its end")
    func edited() async throws {
        let old = ScriptedExecutor([.runs()])
        let new = ScriptedExecutor([.exits(code: 0)])
        try await WorkerFixture.with(["a": old, "a/new": new]) { fixture in
            let first = try await fixture.manager.jobs.submit(draft())
            try await fixture.withWorker { _ in
                try await fixture.wait(for: first) { $0.status == .running }
                try await edit("a", in: fixture) { $0.options = ["variant": "new"] }
                let second = try await fixture.manager.jobs.submit(draft())
                #expect(try await fixture.wait(for: second).status == .completed)
                #expect(try await fixture.manager.jobs.find(.number(first.number)).status == .running)
                _ = try await fixture.manager.jobs.cancel(first.number)
                #expect(try await fixture.wait(for: first).status == .cancelled)
            }
            #expect(await old.starts.map(\.job) == [first.number])
            #expect(await new.starts.count == 1)
            for engine in [old, new] { #expect(await engine.unplannedCalls.isEmpty) }
        }
    }

    @Test("ROUTE-02 a job that waits for a host whose settings make no executor is told what is wrong with them")
    func unbuildable() async throws {
        let good = ScriptedExecutor([.exits(code: 0)])
        try await WorkerFixture.with(["a": ScriptedExecutor([]), "b": good]) { fixture in
            // Past the front door, as a newer Berth could have written it.
            var broken = try await fixture.store.host("a")
            broken.options = ["variant": "broken"]
            try await fixture.store.updateHost(broken, mayMove: false, actor: "test")
            let waiting = try await fixture.manager.jobs.submit(
                draft { $0.routing.preferred = [HostTrait("host", "a")] })
            try await fixture.withWorker { _ in
                let ended = try await fixture.wait(for: waiting)
                #expect(ended.host == "b")
                let rejected = try await fixture.manager.jobs.rejectedHosts(of: waiting.number)
                #expect(rejected.map(\.host) == ["a"] && rejected[0].reason.contains("made no executor"))
            }
        }
    }

    @Test("ROUTE-08 the rules of the worker's options hold, and new ones from the moment they are read again")
    func rules() async throws {
        let engines = ["a": ScriptedExecutor([.exits(code: 0)]), "b": ScriptedExecutor([.exits(code: 0)])]
        try await WorkerFixture.with(engines) { fixture in
            func options(_ host: String) -> WorkerOptions {
                var options = WorkerOptions()
                options.router = RouterPolicy(
                    rules: [RoutingRule(name: "to \(host)", required: [HostTrait("host", host)])])
                return options
            }
            try await fixture.withWorker(options("a")) { worker in
                let first = try await fixture.wait(for: try await fixture.manager.jobs.submit(draft()))
                #expect(first.host == "a" && first.routingReason == "by rule 'to a': the only host that fits")
                worker.reload(options("b"))
                let second = try await fixture.wait(for: try await fixture.manager.jobs.submit(draft()))
                #expect(second.host == "b")
            }
        }
    }

    @Test("BASE-11 the worker writes down how a host did: launches, ends, and how long its calls took")
    func metrics() async throws {
        let engine = ScriptedExecutor([.exits(code: 0), .exits(code: 3)])
        try await WorkerFixture.with(["a": engine]) { fixture in
            try await fixture.withWorker { _ in
                for job in try await fixture.manager.jobs.submit([draft(), draft()]) {
                    try await fixture.wait(for: job)
                }
            }
            let metrics = try #require(try await fixture.manager.hosts.metrics()["a"])
            #expect(metrics.launches == 2 && metrics.ends == ["completed": 1, "failed": 1])
            let create = try #require(metrics.operations["create"])
            #expect(create.count == 2 && create.longest >= create.percentile95)
            #expect(create.percentile95 >= create.median && create.median > 0 && create.mean > 0)
            #expect(metrics.errors.isEmpty && metrics.at >= metrics.since)
        }
    }
}
