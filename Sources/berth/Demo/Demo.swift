import DockerExecution
import Foundation
import Glibc
import JobCore
import JobEngine
import JobPersistence

/// A throw-away store with a worker of its own and a handful of jobs, on the engine of this user (if one answers) and on a
/// mock host with a fixed seed. Whatever happens, containers, processes and files are taken away at the end.
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
        let hasEngine = try await addHosts(runtime)
        try await DemoJobs(hasEngine: hasEngine).submit(to: runtime.manager)
        try await BackgroundWorker(settings: runtime.settings, directory: runtime.directory, idleExit: "1m").start()
        if isPlain {
            try await signals.race { try await PlainDemo(manager: runtime.manager).run() }
        } else {
            try await ConsoleSession(runtime: runtime).run()
        }
    }

    private func addHosts(_ runtime: Runtime) async throws -> Bool {
        try await runtime.manager.hosts.add(
            JobHost(
                name: "mock", kind: .mock, slots: 3, region: "nowhere",
                options: ["randomSeed": "7", "failureRate": "0.3", "duration": "2s..9s"]))
        let finding = try await FirstHost.find(runtime.settings)
        StandardError.say(finding.sentence)
        guard let chosen = finding.chosen, case .answers = chosen.outcome else {
            StandardError.say("Without an engine, the demo shows simulated jobs only.")
            return false
        }
        try await runtime.manager.hosts.add(
            JobHost(name: "local", kind: .docker, endpoint: chosen.endpoint.description, slots: 2, region: "here"))
        return true
    }

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
