import Foundation
import JobCore
import JobEngine
import JobPersistence
import Testing

struct RequestTests {
    @Test(
        "I6 a waiting job is cancelled at once; a live one keeps the request, which wins over a retry that comes later")
    func cancel() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addTestHost()
            let jobs = try await store.submit([.plain("waits"), .plain("runs")], actor: "kim")
            let gone = try await store.requestCancel(jobs[0].number, kill: false, actor: "ann")
            #expect(gone.status == .cancelled)
            #expect(gone.finishedAt != nil)

            let live = try #require(try await store.claimOne(jobs[1].number))
            let asked = try await store.requestCancel(jobs[1].number, kill: false, actor: "ann")
            #expect(asked.isCancelling)
            #expect(asked.status == .launching)
            let killed = try await store.requestCancel(jobs[1].number, kill: true, actor: "bob")
            #expect(killed.cancelRequestedAt == asked.cancelRequestedAt)
            #expect(killed.cancelRequestedBy == "ann")
            #expect(killed.killRequested)
            let requests = try await store.pendingRequests()
            #expect(requests[jobs[1].number]?.kill == true)
            #expect(
                try await store.record(.witnessed(EngineWitness(daemon: "d")), fence: live.attempt.fence, now: Date())
                    .kill)

            let ended = try await store.settle(
                AttemptOutcome(reason: .startError, error: "no answer", errorCode: .connection, reachedStart: false),
                next: .retry(after: .seconds(1)), log: LogProgress(), completeness: .complete,
                fence: live.attempt.fence, now: Date())
            #expect(ended.status == .cancelled)
            #expect(try await store.pendingRequests().isEmpty)
            let refused = await #expect(throws: StoreError.self) {
                _ = try await store.requestCancel(jobs[1].number, kill: false, actor: "ann")
            }
            #expect(refused?.code == .conflict)
            #expect(refused?.message == "Job 2 'runs' is cancelled. There is nothing to cancel.")
        }
    }

    @Test("I6 F84 a cancel, a settle and a second cancel at once leave one terminal status, and it never changes")
    func cancelRaces() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addTestHost(slots: 1000)
            let jobs = try await store.submit((0..<40).map { .plain("race-\($0)") }, actor: "kim")
            for job in jobs {
                let live = try #require(try await store.claimOne(job.number))
                async let first = try? store.requestCancel(job.number, kill: false, actor: "ann")
                async let settled = try? store.finish(live)
                async let second = try? store.requestCancel(job.number, kill: true, actor: "bob")
                let ended = try #require(await settled)
                _ = (await first, await second)
                let stored = try await store.job(.number(job.number))
                #expect(stored.status == ended.status)
                let end = try #require(try await store.attempts(of: job.number).last?.finishedAt?.date)
                // Whichever was first by the clocks of engine and store: the end, or the request.
                let wasAsked = stored.cancelRequestedAt.map { $0 <= end } ?? false
                #expect(stored.status == (wasAsked ? .cancelled : .completed))
                let kinds = try await store.events(after: 0, job: job.number, limit: 20).map(\.kind)
                #expect(kinds.filter { JobStatus(rawValue: $0)?.isTerminal == true }.count == 1)
            }
        }
    }

    @Test("a new priority moves a waiting job in the queue at once and is journalled; a live job is refused")
    func priority() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addTestHost()
            let jobs = try await store.submit([.plain("first"), .plain("second")], actor: "kim")
            #expect(try await store.claimable(limit: 10, now: Date()).map(\.name) == ["first", "second"])
            let raised = try await store.setPriority(jobs[1].number, to: 60, actor: "ann")
            #expect(raised.priority == 60)
            #expect(try await store.claimable(limit: 10, now: Date()).map(\.name) == ["second", "first"])
            let newest = try await store.newestEvents(job: jobs[1].number, limit: 1)
            #expect(newest.first?.kind == "priority_changed" && newest.first?.detail == "50 to 60")
            #expect(newest.first?.actor == "ann")
            // A held job keeps it for the time when it is released.
            _ = try await store.hold(jobs[0].number, actor: "kim")
            _ = try await store.setPriority(jobs[0].number, to: 90, actor: "kim")
            _ = try await store.release(jobs[0].number, actor: "kim")
            #expect(try await store.claimable(limit: 10, now: Date()).map(\.name) == ["first", "second"])
            _ = try await store.claimOne(jobs[0].number)
            await #expect(throws: StoreError.self) {
                _ = try await store.setPriority(jobs[0].number, to: 10, actor: "kim")
            }
        }
    }

    @Test("the journal is read from its end, and the newest sample of each attempt at once")
    func newest() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addTestHost()
            let jobs = try await store.submit([.plain("one"), .plain("two")], actor: "kim")
            let live = try #require(try await store.claimOne(jobs[0].number))
            for second in 0..<3 {
                let sample = UsageSample(
                    at: Date(timeIntervalSince1970: 1_000 + Double(second)), memory: .megabytes(Int64(second)),
                    memoryLimit: nil, cpuSeconds: Double(second), cpuPercent: nil, source: .mock)
                try await store.addUsage([(sample, live.attempt.fence)])
            }
            let unknown = AttemptID(job: jobs[1].number, number: 1)
            let usage = try await store.latestUsage(of: [live.attempt.id, unknown])
            #expect(usage.count == 1 && usage[live.attempt.id]?.memory == .megabytes(2))
            let all = try await store.events(after: 0, job: nil, limit: 100)
            #expect(try await store.newestEvents(job: nil, limit: 2) == Array(all.suffix(2).reversed()))
        }
    }

    @Test("QUEUE-02 hold and release move jobs that wait, and name the status of those that do not")
    func holdAndRelease() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addTestHost()
            let job = try await store.submit([.plain()], actor: "kim")[0]
            let held = try await store.hold(job.number, actor: "kim")
            #expect(held.status == .pending && held.heldAt != nil && held.blockedReason == "held")
            #expect(try await store.hold(job.number, actor: "kim") == held)
            #expect(try await store.promoteDue(now: .distantFuture) == 0)
            let released = try await store.release(job.number, actor: "kim")
            #expect(released.status == .queued && released.heldAt == nil && released.blockedReason == nil)
            for isDeleting in [false, true] {
                let refused = await #expect(throws: StoreError.self) {
                    if isDeleting {
                        try await store.delete(job.number, actor: "kim")
                    } else {
                        _ = try await store.release(job.number, actor: "kim")
                    }
                }
                #expect(refused?.code == .conflict)
                #expect(refused?.message.contains("'nightly' is queued") == true)
            }
            let live = try #require(try await store.claimOne(job.number))
            await #expect(throws: StoreError.self) { _ = try await store.hold(job.number, actor: "kim") }
            try await store.finish(live)
            try await store.delete(job.number, actor: "kim")
            let missing = await #expect(throws: StoreError.self) { _ = try await store.job(.number(job.number)) }
            #expect(missing?.code == .notFound)
            #expect(try await store.counts().byStatus.isEmpty)
            // A number is never used again.
            #expect(try await store.submit([.plain()], actor: "kim")[0].number.rawValue == job.number.rawValue + 1)
        }
    }

    @Test("I22 one job per idempotency key, also when two stores submit at once")
    func idempotency() async throws {
        try await withStore { context in
            let other = try await context.another()
            let draft = JobDraft.plain { $0.idempotencyKey = "once" }
            let numbers = try await withThrowingTaskGroup(of: JobNumber.self) { group in
                for store in [context.store, other, context.store, other] {
                    group.addTask { try await store.submit([draft], actor: "kim")[0].number }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(numbers.count == 1)
            await other.close()
        }
    }

    @Test("CMD-09 a host to which jobs point cannot be removed; unknown hosts are answered with those there are")
    func hosts() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addTestHost("b")
            try await store.addTestHost("a")
            #expect(try await store.hosts().map(\.name) == ["a", "b"])
            await #expect(throws: StoreError.self) { try await store.addTestHost("a") }
            let job = try await store.submit([.plain { $0.routing.host = "a" }], actor: "kim")[0]
            let refused = await #expect(throws: StoreError.self) {
                try await store.removeHost("a", archiving: false, actor: "kim")
            }
            #expect(refused?.code == .conflict)
            _ = try await store.requestCancel(job.number, kill: false, actor: "kim")
            try await store.removeHost("a", archiving: false, actor: "kim")
            let missing = await #expect(throws: StoreError.self) { _ = try await store.host("a") }
            #expect(missing?.message == "There is no host 'a'. There are 'b'.")

            var host = try await store.host("b")
            let condition = HostCondition(
                state: .lost(since: Date(timeIntervalSince1970: 1), retryAt: Date(timeIntervalSince1970: 2)),
                reason: "down", checkedAt: Date(timeIntervalSince1970: 1), responseTime: .milliseconds(5))
            try await store.setCondition(condition, ofHost: "b")
            host.weight = 7
            host.removal = .after(.seconds(3600))
            try await store.updateHost(host, mayMove: false, actor: "kim")
            let stored = try await store.host("b")
            #expect(stored.weight == 7 && stored.removal == .after(.seconds(3600)))
            #expect(stored.condition == condition)
        }
    }

    @Test("Every field of a draft comes back, and a rerun has the same")
    func roundTrip() async throws {
        try await withStore { context in
            var spec = JobSpec(
                image: "registry.example:5000/app@sha256:0123", command: ["a b", "", "ü\u{1F600}", "\"\\"])
            spec.entrypoint = []
            spec.environment = [
                EnvironmentVariable(name: "B", value: "=\n"),
                EnvironmentVariable(name: "A", value: "hush", isSecret: true),
            ]
            spec.workingDirectory = "/w"
            spec.user = "1:2"
            spec.hostname = "h"
            spec.labels = ["team": "x", "empty": ""]
            spec.limits = ResourceLimits(
                memory: .megabytes(64), cpus: 0.25, pids: 5, sharedMemory: .megabytes(1), gpus: "all")
            spec.mounts = [Mount(kind: .volume, source: "", target: "/v", isReadOnly: true)]
            spec.tmpfs = ["/tmp": "size=1m"]
            spec.isRootReadOnly = true
            spec.networks = [NetworkAttachment(name: "n", aliases: ["x"])]
            spec.extraHosts = ["a:1.2.3.4"]
            spec.dns = ["1.1.1.1"]
            spec.ports = [PortBinding(containerPort: 80)]
            spec.devices = [DeviceMapping(hostPath: "/dev/null", containerPath: "/dev/x")]
            spec.ulimits = [Ulimit(name: "nofile", soft: 1, hard: -1)]
            spec.addedCapabilities = ["NET_ADMIN"]
            spec.droppedCapabilities = ["ALL"]
            spec.isPrivileged = true
            spec.platform = "linux/arm64"
            spec.stopSignal = "SIGINT"
            spec.stopGrace = .milliseconds(1500)
            spec.initProcess = .off
            spec.hasTerminal = true
            spec.takesInput = true
            spec.pullPolicy = .always
            spec.takesInput = true
            let plain = JobSpec(image: "")
            for (changed, untouched) in zip(Mirror(reflecting: spec).children, Mirror(reflecting: plain).children) {
                #expect(
                    "\(changed.value)" != "\(untouched.value)", "\(changed.label ?? "") is not proven by this test")
            }
            let policy = RetryPolicy(
                maxAttempts: 4, baseDelay: .milliseconds(1), maxDelay: .seconds(2), retriedExitCodes: [1, 75],
                retriesLost: true)
            let draft = JobDraft(
                name: "name", spec: spec, priority: 99, retryPolicy: policy, timeout: .milliseconds(2500),
                routing: RoutingPreference(host: "h", executor: .mock, region: "r", isRequired: false), group: "g")
            let job = try await context.store.submit([draft], actor: "kim")[0]
            var masked = spec
            masked.environment[1].value = ""
            #expect(job.spec == masked)
            #expect(job.retryPolicy == policy)
            #expect(job.timeout == .milliseconds(2500))
            #expect(job.routing == draft.routing)
            var rerun = draft
            rerun.rerunOf = job.number
            #expect(try await context.store.draft(repeating: job.number) == rerun)
            #expect(try await context.store.job(.uuid(job.uuid)) == job)
            #expect(try await context.store.job(.newest(name: "name")) == job)
            await #expect(throws: StoreError.self) { _ = try await context.store.job(.newest(name: "NAME")) }
        }
    }
}
