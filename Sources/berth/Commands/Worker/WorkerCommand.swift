import ArgumentParser
import Foundation
import JobCore
import JobEngine
import JobPersistence
import Logging

/// `berth worker` (CMD-02): the process that runs the jobs of a store.
struct WorkerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker", abstract: "Run the jobs of a store until stopped.",
        discussion: """
            `berth run` and others start one in the background when none is active; this one, in the foreground, is for
            services. SIGTERM or ^C: it claims nothing more, waits for running jobs within --shutdown-timeout, and leaves
            what still runs to the next worker; a second time it leaves at once. SIGUSR1 writes the queue's status.

            EXAMPLES
              berth worker --max-concurrent 4
              berth worker --background
              berth worker --once --host build
              berth worker stop
            """,
        subcommands: [WorkerStopCommand.self, WorkerStatusCommand.self])

    @Flag(help: "In a session of its own, log to the store's worker.log; ends after ten idle minutes.")
    var background = false

    @Option(
        name: .long, parsing: .unconditional, help: ArgumentHelp("Jobs at once. Default 10.", valueName: "number"))
    var maxConcurrent: String?

    @Flag(help: "End when nothing is left that can run now.")
    var once = false

    @Flag(help: "Only say which jobs would be started where.")
    var dryRun = false

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("Only for this host; can be repeated.", valueName: "host"))
    var host: [String] = []

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Only for hosts of this kind: docker, mock.", valueName: "kind"))
    var executorType: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("How long a stop waits for running jobs. Default 30s.", valueName: "duration"))
    var shutdownTimeout: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("End after that long without work. Default never.", valueName: "duration"))
    var idleExit: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("How often each engine is asked for the whole truth. Default 15s.", valueName: "duration"))
    var pollInterval: String?

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        let settings = try global.settings()
        let options = try options(settings)
        if dryRun { return try await showPlan(options) }
        if background { return try await startInBackground(settings) }
        try await WorkerProcess(settings: settings, options: options).run()
    }

    /// Flags over the file; see `WorkerOptions` for the defaults.
    func options(_ settings: Settings) throws(InvalidInput) -> WorkerOptions {
        var options = WorkerOptions()
        let file = settings.file
        options.version = BerthVersion.text
        options.runsOnce = once
        options.hosts = Set(host)
        if let text = maxConcurrent {
            guard let number = Int(text), (1...1000).contains(number) else {
                throw InvalidInput(
                    "--max-concurrent", "'\(TextForSentence.shortened(text))' is out of range. Give 1 to 1000.")
            }
            options.maxConcurrent = number
        } else if let number = file.worker.maxConcurrent {
            options.maxConcurrent = number
        }
        if let text = executorType {
            guard let kind = HostKind(rawValue: text) else {
                throw InvalidInput(
                    "--executor-type", "'\(TextForSentence.shortened(text))' is not known. Write docker or mock.")
            }
            options.kind = kind
        }
        options.shutdownTimeout =
            try duration(shutdownTimeout, "--shutdown-timeout") ?? file.worker.shutdownTimeout
            ?? options.shutdownTimeout
        options.idleExit = try duration(idleExit, "--idle-exit") ?? file.worker.idleExit
        if let period = try duration(pollInterval, "--poll-interval") {
            guard (.seconds(1) ... .seconds(3600)).contains(period) else {
                throw InvalidInput("--poll-interval", "\(period.forPeople) is out of range. Give 1s to 1h.")
            }
            options.resyncPeriod = period
        }
        if let head = file.retention.logHead { options.logLimits.head = head }
        if let tail = file.retention.logTail { options.logLimits.tail = tail }
        if let total = file.retention.logTotal { options.totalLogLimit = total }
        if let text = settings.environment["BERTH_LEASE_TTL"] {
            options.leaseLifetime = try Duration(parsing: text, field: "BERTH_LEASE_TTL")
        }
        return options
    }

    private func duration(_ text: String?, _ field: String) throws(InvalidInput) -> Duration? {
        try text.map { (text) throws(InvalidInput) in try Duration(parsing: text, field: field) }
    }

    private func startInBackground(_ settings: Settings) async throws {
        let directory = try StoreDirectory.open(settings.storePath)
        var arguments: [String] = []
        for (name, value) in [
            ("--max-concurrent", maxConcurrent), ("--executor-type", executorType),
            ("--shutdown-timeout", shutdownTimeout), ("--poll-interval", pollInterval),
        ] {
            if let value { arguments += [name, value] }
        }
        for name in host { arguments += ["--host", name] }
        if once { arguments.append("--once") }
        let starter = BackgroundWorker(
            settings: settings, directory: directory, arguments: arguments, idleExit: idleExit ?? "10m")
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
            var loads = try await runtime.manager.hosts.loads()
            for job in try await runtime.store.claimable(limit: options.maxConcurrent, now: now) {
                let candidates = hosts.map { Placement.Candidate(host: $0, load: loads[$0.name] ?? HostLoad()) }
                let words: String
                switch Placement.place(job, among: candidates, now: now, draw: { Int.random(in: 0..<$0) }) {
                case .host(let name, let reason):
                    loads[name, default: HostLoad()].add(job.spec.limits)
                    words = "would start on host '\(name)': \(reason)"
                case .nowhere(let reason, _): words = "would wait: \(reason)"
                }
                try await OutputWriter.stdout.line(TerminalSafe.text("\(job.number) \(words)"))
            }
        }
    }
}
