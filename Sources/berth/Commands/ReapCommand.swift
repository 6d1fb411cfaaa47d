import ArgumentParser
import JobCore
import JobEngine
import JobPersistence

/// `berth reap` (decisions 21).
struct ReapCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reap", abstract: "Without a worker: end and remove the containers that lie about.",
        discussion: """
            Removes containers of ended jobs and of jobs that this store does not know, and stops those that run past \
            their deadline; found by their labels, on every host. A worker does all that by itself: while one is \
            active, this does nothing. Meant for a timer on machines where a worker does not always run.

            EXAMPLES
              berth reap --dry-run
              berth reap --yes
            """)

    @Option(
        name: .long, parsing: .unconditional, help: ArgumentHelp("Only on this host.", valueName: "host"),
        completion: .custom(Completions.hosts))
    var host: String?

    @Flag(help: "Only show what would be done.")
    var dryRun = false

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "reap") { runtime in
            if let host { _ = try await runtime.manager.hosts.find(host) }
            guard !WorkerLock.isHeld(at: runtime.directory.workerLockPath) else {
                return StandardError.say("A worker is active, and does this by itself. See `berth worker status`.")
            }
            let plan = try await runtime.manager.reaping.plan(host: host)
            for (name, reason) in plan.unreachable.sorted(by: { $0.key < $1.key }) {
                StandardError.say("Host '\(name)' was left out: \(reason)")
            }
            for item in plan.items {
                try await OutputWriter.stdout.line(
                    TerminalSafe.text("\(item.container.name) on host '\(item.host)': \(words(item.reason))"))
            }
            if plan.spared > 0 {
                StandardError.say(
                    "\(plan.spared) containers of unknown jobs are left alone: there are suspiciously many. See `berth cleanup --orphans`."
                )
            }
            var failures: [String] = []
            if plan.items.isEmpty {
                try await OutputWriter.stdout.line("Nothing lies about.")
            } else if !dryRun {
                if !yes { try Confirmation.ask("End and remove them?") }
                failures = try await runtime.manager.reaping.perform(plan)
                for failure in failures { StandardError.say(failure) }
            }
            if !failures.isEmpty || !plan.unreachable.isEmpty { throw ExitCode(ExitStatus.failure) }
        }
    }

    private func words(_ reason: Reaping.Reason) -> String {
        switch reason {
        case .ended: "remove, its job has ended"
        case .unknown: "stop and remove, its job is not known here"
        case .overdue: "stop, it runs past its deadline"
        }
    }
}
