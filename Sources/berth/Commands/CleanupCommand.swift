import ArgumentParser
import JobCore
import JobEngine

/// `berth cleanup` (CMD-08).
struct CleanupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cleanup",
        abstract: "Remove containers of jobs that have ended, on request their logs and history.",
        discussion: """
            Shows what would go and asks. Containers of running jobs and of other stores are never touched.

            With --retention it does what the section `retention` of the configuration says, which the worker does \
            every ten minutes by itself: logs and jobs go by age, number and size.

            EXAMPLES
              berth cleanup --older-than 0s --yes
              berth cleanup --logs --older-than 30d --status completed
              berth cleanup --orphans --dry-run
              berth cleanup --retention --dry-run
            """)

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Only what ended longer ago.", valueName: "duration"))
    var olderThan = "24h"

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("Only jobs that ended so.", valueName: "status"))
    var status: [String] = []

    @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("Only on this host.", valueName: "host"))
    var host: String?

    @Flag(help: "Only containers whose job this store does not know any more.")
    var orphans = false

    @Flag(help: "Also the logs of these jobs.")
    var logs = false

    @Flag(help: "Also these jobs themselves, with their logs.")
    var history = false

    @Flag(help: "What the configuration does not keep, and nothing else.")
    var retention = false

    @Flag(help: "Only show what would go.")
    var dryRun = false

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        let request = Cleanup.Request(
            olderThan: try Duration(parsing: olderThan, field: "--older-than"),
            statuses: try JobFilterOptions.statuses(status), host: host, isOrphansOnly: orphans, removesLogs: logs,
            removesHistory: history)
        if retention { return try await applyRetention() }
        try await Runtime.with(global, command: "cleanup") { runtime in
            if let host { _ = try await runtime.manager.hosts.find(host) }
            let plan = try await runtime.manager.cleanup.plan(request)
            for (name, reason) in plan.unreachable.sorted(by: { $0.key < $1.key }) {
                StandardError.say("Host '\(name)' was left out: \(reason)")
            }
            try await show(plan)
            guard !plan.isEmpty, !dryRun else { return try finish(plan, failures: 0) }
            if !yes { try Confirmation.ask("Remove them?") }
            let result = try await runtime.manager.cleanup.perform(plan)
            for sentence in result.failures { StandardError.say(sentence) }
            try await OutputWriter.stdout.line("Removed \(words(result.containers, result.jobs)).")
            try finish(plan, failures: result.failures.count)
        }
    }

    private func applyRetention() async throws {
        guard status.isEmpty, host == nil, !orphans, !logs, !history else {
            throw InvalidInput(
                "--retention",
                "The configuration says what goes. Leave --status, --host, --orphans, --logs and --history out.")
        }
        try await Runtime.with(global, command: "cleanup --retention") { runtime in
            let plan = try await runtime.manager.cleanup.plan(runtime.settings.file.retention.policy)
            let out = OutputWriter.stdout
            for (reason, count) in counts(plan) {
                try await out.line("\(count): \(plan.policy.sentence(for: reason))")
            }
            if plan.lastEvent > 0 { try await out.line("Lines of the journal up to \(plan.lastEvent)") }
            guard !plan.isEmpty else { return try await out.line("Nothing is kept longer than it is to be.") }
            try await out.line("That frees \(plan.logSize) of logs.")
            guard !dryRun else { return }
            if !yes { try Confirmation.ask("Delete them?") }
            let result = try await runtime.manager.cleanup.perform(plan)
            for sentence in result.failures { StandardError.say(sentence) }
            try await out.line(result.sentence)
            if !result.failures.isEmpty { throw ExitCode(ExitStatus.failure) }
        }
    }

    private func counts(_ plan: Retention.Plan) -> [(RetentionPolicy.Reason, String)] {
        RetentionPolicy.Reason.allCases.compactMap { reason in
            let jobs = plan.jobs.count { $0.reason == reason }
            let logs = plan.logs.count { $0.reason == reason }
            if jobs > 0 { return (reason, jobs == 1 ? "1 job" : "\(jobs) jobs") }
            if logs > 0 { return (reason, logs == 1 ? "Logs of 1 job" : "Logs of \(logs) jobs") }
            return nil
        }
    }

    private func finish(_ plan: Cleanup.Plan, failures: Int) throws {
        if failures > 0 || !plan.unreachable.isEmpty { throw ExitCode(ExitStatus.failure) }
    }

    private func show(_ plan: Cleanup.Plan) async throws {
        for container in plan.containers where dryRun || !yes {
            let why = container.isOrphan ? "its job is not known here" : "its job has ended"
            try await OutputWriter.stdout.line(
                TerminalSafe.text("container \(container.summary.name) on host '\(container.host)': \(why)"))
        }
        let sizes = plan.jobs.isEmpty ? "" : ", \(plan.logSize) of logs"
        try await OutputWriter.stdout.line("To remove: \(words(plan.containers.count, plan.jobs.count))\(sizes).")
    }

    private func words(_ containers: Int, _ jobs: Int) -> String {
        let parts = "\(containers) \(containers == 1 ? "container" : "containers")"
        guard logs || history else { return parts }
        return parts + ", \(history ? "" : "the logs of ")\(jobs) \(jobs == 1 ? "job" : "jobs")"
    }
}
