import ArgumentParser
import JobCore
import JobEngine

/// `berth cancel` (CMD-07).
struct CancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Ask jobs to end.",
        discussion: """
            A running job gets its stop signal, and SIGKILL after its grace time (10 s by default).

            EXAMPLES
              berth cancel 1042 1043
              berth cancel --all --status queued --group gpu --yes
            """)

    @OptionGroup var bulk: BulkOptions
    @OptionGroup(title: "With --all") var filter: GroupFilterOptions

    @Flag(help: "SIGKILL at once.")
    var kill = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Self.cancel(bulk, verb: "cancel", group: filter.group, kill: kill, global)
    }

    static func cancel(
        _ bulk: BulkOptions, verb: String, group: String?, kill: Bool, _ global: GlobalOptions
    ) async throws {
        try await Runtime.with(global, command: verb) { runtime in
            try await bulk.change(
                runtime.manager, verb: verb, applicable: JobStatus.active, group: group, [.cancel(kill: kill)]
            ) { job in
                "\(job.number) \(job.status.isTerminal ? "cancelled" : "is being cancelled")"
            } finally: { jobs in
                // Only a worker can end a container.
                if jobs.contains(where: { !$0.status.isTerminal }) { try await runtime.startWorker() }
            }
        }
    }
}
