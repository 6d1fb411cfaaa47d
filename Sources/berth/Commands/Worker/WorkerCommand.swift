import ArgumentParser
import Foundation
import JobCore
import JobEngine
import JobPersistence

/// `berth worker` (CMD-02): the process that runs the jobs of a store.
struct WorkerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker", abstract: "Run the jobs of a store until stopped.",
        discussion: """
            `berth run` and others start one in the background when none is active; this one, in the foreground, is \
            for services. When another one is active, it waits as a standby and takes over at once when that one ends \
            or dies.

            SIGTERM or ^C: it claims nothing more, waits for running jobs within --shutdown-timeout, and leaves what \
            still runs to the next worker; a second time it leaves at once. SIGHUP reads the configuration again, \
            SIGUSR1 writes the queue's status to the log.

            EXAMPLES
              berth worker --max-concurrent 4
              berth worker --background
              berth worker --once --host build
              berth worker --metrics-address 9464 --log-format json
              berth worker install
              berth worker stop
            """,
        subcommands: [
            WorkerStopCommand.self, WorkerStatusCommand.self, WorkerInstallCommand.self, WorkerUninstallCommand.self,
        ])

    @Flag(help: "In a session of its own, log to the store's worker.log; ends after ten idle minutes.")
    var background = false

    @Flag(help: "End when nothing is left that can run now.")
    var once = false

    @Flag(help: "Only say which jobs would be started where.")
    var dryRun = false

    @Flag(help: "End when another worker is active, instead of waiting to take over.")
    var noStandby = false

    @OptionGroup var flags: WorkerFlags
    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        let settings = try global.settings()
        let options = try options(settings)
        let format = try flags.format(settings)
        if dryRun { return try await showPlan(options) }
        if background { return try await startInBackground(settings) }
        try await WorkerProcess(command: self, settings: settings, options: options, format: format).run()
    }

    /// What holds by flags and file.
    func options(_ settings: Settings) throws(InvalidInput) -> WorkerOptions {
        var options = try flags.options(settings)
        options.runsOnce = once
        return options
    }

    private func startInBackground(_ settings: Settings) async throws {
        let directory = try StoreDirectory.open(settings.storePath)
        let starter = BackgroundWorker(
            settings: settings, directory: directory, arguments: flags.arguments + (once ? ["--once"] : []),
            idleExit: flags.idleExit == nil ? BackgroundWorker.idleExit : nil)
        switch try await starter.start() {
        case .started(let child):
            StandardError.say("A worker runs (process \(child)); its log is '\(directory.workerLogPath)'.")
        case .alreadyActive: StandardError.say("A worker is active already; see `berth worker status`.")
        }
    }

    private func showPlan(_ options: WorkerOptions) async throws {
        try await Runtime.with(global, command: "worker --dry-run", isReadOnly: true) { runtime in
            let now = Date()
            let hosts = try await runtime.manager.hosts.list().filter { host in
                (options.hosts.isEmpty || options.hosts.contains(host.name)) && (options.kind ?? host.kind) == host.kind
            }
            let loads = try await runtime.manager.hosts.loads()
            var candidates = hosts.map { Placement.Candidate(host: $0, load: loads[$0.name] ?? HostLoad()) }
            let ready = try await runtime.store.claimable(limit: options.maxConcurrent, now: now)
            if ready.isEmpty { StandardError.say("No job is ready: nothing would be started.") }
            for job in ready {
                let placement = Placement.place(
                    RoutingSubject(job), among: candidates, policy: options.router, now: now,
                    draw: { Int.random(in: 0..<$0) })
                if let index = candidates.firstIndex(where: { $0.ledger.host.name == placement.host }) {
                    candidates[index].ledger.allocate(job.spec.limits)
                }
                let words =
                    placement.host.map { "would start on host '\($0)': \(placement.reason)" }
                    ?? "would wait: \(placement.reason)"
                try await OutputWriter.stdout.line(TerminalSafe.text("\(job.number) \(words)"))
            }
        }
    }
}
