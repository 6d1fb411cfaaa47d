import ConsoleApp
import DockerExecution
import Foundation
import Glibc
import JobCore
import JobEngine
import JobPersistence

/// A tour: a throw-away store with a worker of its own and some twenty jobs of all kinds, on the engine of this user (if
/// one answers) and on mock hosts with a fixed seed; new ones keep coming. Whatever happens, containers, processes and
/// files are taken away at the end.
struct Demo {
    let environment: [String: String]
    let isPlain: Bool

    /// Runs the demo and cleans up.
    func run() async throws {
        let directory = try makeDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let settings = try settings(directory)
        let runtime = try await Runtime.open(settings, command: "demo", isCreating: true)
        let signals = EndingSignals()
        do {
            try await show(runtime, signals)
        } catch {
            await end(runtime)
            throw error
        }
        await end(runtime)
    }

    private func show(_ runtime: Runtime, _ signals: EndingSignals) async throws {
        let finding = try await addHosts(runtime)
        let hasEngine = finding.hasEngine
        if isPlain { for sentence in finding.sentences { StandardError.say(sentence) } }
        let jobs = DemoJobs(hasEngine: hasEngine, isTour: !isPlain)
        if !isPlain {
            _ = try await runtime.manager.groups.set(DemoJobs.group, parallel: 1)
            _ = try await runtime.manager.jobs.submit(jobs.frames)
            _ = try await runtime.manager.schedules.add(jobs.recurring(Date()))
        }
        for draft in jobs.first { _ = try await runtime.manager.jobs.submit(draft) }
        try await BackgroundWorker(settings: runtime.settings, directory: runtime.directory, idleExit: "1m").start()
        if isPlain {
            try await signals.race { try await PlainDemo(manager: runtime.manager).run() }
        } else {
            let arrivals = Task { try await arrive(jobs, runtime) }
            defer { arrivals.cancel() }
            try await ConsoleSession(runtime: runtime, notices: finding.notices.map { .init($0) }).run()
        }
    }

    /// Whether an engine was found for it.
    struct Finding {
        /// Which one, or why none.
        let engine: String
        let hasEngine: Bool

        /// What is to be said of it.
        var sentences: [String] {
            [engine] + (hasEngine ? [] : ["Without an engine, the demo shows simulated jobs only."])
        }

        /// What the console says at its foot, the last first; the rest is under M. Nothing is left on the terminal.
        var notices: [String] { sentences + [Demo.hint] }
    }

    /// The first keys, in one row of the narrowest usual terminal.
    static let hint = "A tour: j and k move, enter opens, l log, n new job, ? all keys, q ends it."

    /// New jobs now and then, for as long as someone is likely to look.
    private func arrive(_ jobs: DemoJobs, _ runtime: Runtime) async throws {
        for number in 0..<Self.mostArrivals {
            try await Task.sleep(for: .seconds(.random(in: 8...16)))
            _ = try await runtime.manager.jobs.submit(jobs.later(number))
        }
    }

    private static let mostArrivals = 100

    private func addHosts(_ runtime: Runtime) async throws -> Finding {
        try await runtime.manager.hosts.add(
            JobHost(
                name: "mock", kind: .mock, slots: 3, region: "nowhere",
                options: ["randomSeed": "7", "failureRate": "0.3", "duration": "2s..9s"]))
        if !isPlain {
            try await runtime.manager.hosts.add(
                JobHost(
                    name: "far-away", kind: .mock, slots: 2, region: "elsewhere",
                    options: ["randomSeed": "7", "duration": "2m..10m", "logRate": "4", "logPattern": Self.pattern]))
        }
        let finding = try await FirstHost.find(runtime.settings)
        guard let chosen = finding.chosen, case .answers = chosen.outcome else {
            return Finding(engine: finding.sentence, hasEngine: false)
        }
        try await runtime.manager.hosts.add(
            JobHost(
                name: "local", kind: .docker, endpoint: chosen.endpoint.description, slots: isPlain ? 2 : 4,
                region: "here"))
        return Finding(engine: finding.sentence, hasEngine: true)
    }

    private static let pattern = "{name}: message {n} taken from the queue"

    /// Ends every job, then the worker, then removes what lies about; bounded, so that it also ends on a broken engine.
    private func end(_ runtime: Runtime) async {
        let manager = runtime.manager
        var query = JobQuery(statuses: Set(JobStatus.active), limit: 1000)
        query.order = .number
        for job in (try? await manager.jobs.list(query).jobs) ?? [] {
            _ = try? await manager.jobs.cancel(job.number, kill: true)
        }
        let deadline = ContinuousClock.now.advanced(by: .seconds(20))
        while ContinuousClock.now < deadline, ((try? await manager.jobs.counts().active) ?? 0) > 0 {
            try? await Task.sleep(for: .milliseconds(50))
        }
        _ = WorkerSocket(path: runtime.directory.workerSocketPath).drain()
        while ContinuousClock.now < deadline, WorkerLock.isHeld(at: runtime.directory.workerLockPath) {
            try? await Task.sleep(for: .milliseconds(20))
        }
        if let plan = try? await manager.cleanup.plan(Cleanup.Request(olderThan: .zero)) {
            _ = try? await manager.cleanup.perform(plan)
        }
        await runtime.store.close()
    }

    private func makeDirectory() throws -> String {
        var template = Array(((environment["TMPDIR"] ?? "/tmp") + "/berth-demo-XXXXXX").utf8CString)
        guard let made = mkdtemp(&template) else {
            throw CommandFailure(
                "Could not make a directory for the demo: \(String(cString: strerror(errno))). Check TMPDIR.")
        }
        return String(cString: made)
    }

    /// Nothing of the user's own: not the store, not the configuration, not the keys.
    private func settings(_ directory: String) throws -> Settings {
        var environment = environment
        environment["XDG_CONFIG_HOME"] = directory + "/config"
        environment["BERTH_CONFIG"] = nil
        return try Settings.load(store: directory + "/store", configuration: nil, environment: environment)
    }
}
