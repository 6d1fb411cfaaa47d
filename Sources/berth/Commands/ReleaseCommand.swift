import ArgumentParser
import JobCore
import JobEngine

/// `berth release`, alias `start` (CMD-07).
struct ReleaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Let held or scheduled jobs run.",
        discussion: """
            A held job that has a time keeps it; released again, it runs at once. What a job comes after is still waited for.

            EXAMPLES
              berth release 1042
              berth release --all --yes
            """,
        aliases: ["start"])

    @OptionGroup var bulk: BulkOptions
    @OptionGroup(title: "With --all") var filter: GroupFilterOptions

    @Flag(help: "Start no worker.")
    var noWorker = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "release") { runtime in
            if !noWorker { try await FirstHost.ensure(runtime) }
            try await bulk.change(
                runtime.manager, verb: "release", applicable: [.pending], group: filter.group, [.release]
            ) { job in
                "\(job.number) \(job.status)" + (job.status == .pending ? ", \(job.blockedReason ?? "waits")" : "")
            } finally: { jobs in
                if !noWorker, !jobs.isEmpty { try await runtime.startWorker() }
            }
        }
    }
}
