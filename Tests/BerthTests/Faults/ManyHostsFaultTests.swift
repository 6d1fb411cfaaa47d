import Foundation
import Glibc
import JobCore
import JobEngine
import JobPersistence
import Synchronization
import Testing

/// Several hosts at once, of which one fails (DOCK-17, I15).
@Suite(.serialized, .timeLimit(.minutes(5))) struct ManyHostsFaultTests {
    static let slots = 3

    @Test(
        "DOCK-17 I15 F28 two engines and a mock: never more than its slots on a host; one engine hangs and dies, comes back, and nothing is doubled"
    )
    func oneOfThree() async throws {
        try await TestEngine.withPrivate("first") { first in
            try await TestEngine.withPrivate("second", options: ["--live-restore"]) { second in
                try await FaultLab.with(engine: first, slots: Self.slots) { lab in
                    try await lab.manager.hosts.add(
                        JobHost(name: "second", kind: .docker, endpoint: second.url, slots: Self.slots, weight: 200))
                    try await lab.berth(
                        "host", "add", "mock", "--kind", "mock", "--option", "duration=1s", "--slots", "\(Self.slots)")
                    try await lab.startWorker()
                    let numbers = try await lab.submit(
                        (0..<60).map { TruthJob(key: "j\($0)", lines: 20, pauseEvery: 2) })
                    let watch = Watch(lab, [first, second])
                    let watching = Task { await watch.run() }
                    defer { watching.cancel() }
                    try await eventually("ten jobs have ended") {
                        try await lab.jobs(numbers).count { $0.status.isTerminal } >= 10
                    }
                    try await eventually("jobs run on the second engine") {
                        try await lab.store.hostLoads()["second"]?.attempts ?? 0 > 0
                    }

                    let daemon = try #require(pid_t(try await second.command("pid").filter(\.isNumber)))
                    kill(daemon, SIGSTOP)
                    let before = try await lab.ended(numbers, notOn: "second")
                    let struck = try await lab.jobs(numbers).filter { $0.host == "second" && !$0.status.isTerminal }
                    try await eventually("the jobs of the engine that hangs are unknown") {
                        try await lab.jobs(struck.filter { $0.status == .running }.map(\.number)).allSatisfy {
                            $0.unknownSince != nil || $0.status.isTerminal
                        }
                    }
                    // Jobs went on elsewhere meanwhile, and go on.
                    try await eventually("jobs end on the other hosts") {
                        try await lab.ended(numbers, notOn: "second") >= before + 6
                    }
                    try await second.command("kill")
                    try await second.command("start")
                    try await eventually("all jobs have ended", within: .seconds(180)) {
                        try await lab.jobs(numbers).allSatisfy(\.status.isTerminal)
                    }
                    watching.cancel()

                    #expect(watch.most.allSatisfy { $0 <= Self.slots }, "\(watch.most)")
                    let hosts = Set(try await lab.jobs(numbers).compactMap(\.host))
                    #expect(hosts == [FaultLab.host, "second", "mock"])
                    // None was run twice, and only those of the engine that died may have failed.
                    let records = try lab.truthRecords()
                    for job in try await lab.jobs(numbers) {
                        let starts = records[job.name]?.count { $0.word == "start" } ?? 0
                        let isStruck = struck.contains { $0.number == job.number }
                        // One that was just being started when its engine died may never have got to its first word.
                        let allowed = job.host == "mock" ? 0...0 : isStruck ? 0...1 : 1...1
                        #expect(allowed.contains(starts), "job \(job.number) on \(job.host ?? "none"): \(starts)")
                        #expect(job.status == .completed || isStruck, "\(job.number): \(job.lastError ?? "")")
                    }
                }
            }
        }
    }

    @Test("F79 I15 10,000 jobs that wait for a dead host do not keep one for a live host waiting")
    func deadHost() async throws {
        try await FaultLab.with { lab in
            try await lab.manager.hosts.add(
                JobHost(name: "dead", kind: .docker, endpoint: "unix://\(lab.root)/none.sock"))
            for _ in 0..<20 {
                let drafts = (0..<500).map { number -> JobDraft in
                    var draft = TruthJob(key: "d\(number)").draft(records: lab.records)
                    draft.routing.host = "dead"
                    return draft
                }
                _ = try await lab.manager.jobs.submit(drafts)
            }
            try await lab.startWorker()
            let number = try await lab.submit([TruthJob(key: "live", code: 9)]) { $0.routing.host = FaultLab.host }[0]
            let job = try await lab.wait(for: number, "has ended") { $0.status.isTerminal }
            #expect(job.exitCode == 9)
            let waiting = try await lab.store.jobs(JobQuery(statuses: [.queued], limit: 1)).jobs
            #expect(waiting.first?.routing.host == "dead")
        }
    }

    /// Asks the engines themselves how many containers of the store run, again and again.
    private final class Watch: Sendable {
        private let lab: FaultLab
        private let engines: [TestEngine]
        private let counts: Mutex<[Int]>

        init(_ lab: FaultLab, _ engines: [TestEngine]) {
            (self.lab, self.engines) = (lab, engines)
            counts = Mutex(engines.map { _ in 0 })
        }

        var most: [Int] { counts.withLock { $0 } }

        func run() async {
            while !Task.isCancelled {
                for (index, engine) in engines.enumerated() {
                    let containers = try? await EngineAPI(engine: engine).containers(
                        ofStore: lab.store.id.description, within: 2)
                    let running = containers?.count { $0.state == "running" } ?? 0
                    counts.withLock { $0[index] = max($0[index], running) }
                }
                try? await Task.sleep(for: .milliseconds(100))
            }
        }
    }
}

extension FaultLab {
    /// Jobs as they stand.
    func jobs(_ numbers: [JobNumber]) async throws -> [Job] {
        var jobs: [Job] = []
        for number in numbers { jobs.append(try await job(number)) }
        return jobs
    }

    /// How many have ended on other hosts than one.
    func ended(_ numbers: [JobNumber], notOn host: String) async throws -> Int {
        try await jobs(numbers).count { $0.status.isTerminal && $0.host != host }
    }

    /// Runs a command of the real program on the lab's store.
    func berth(_ arguments: String...) async throws {
        try await ShellCommand.check(WorkerProcess.executable, arguments, environment: environment)
    }
}
