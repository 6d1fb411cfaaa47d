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
              berth cancel --all --status queued --yes
            """)

    @OptionGroup var bulk: BulkOptions

    @Flag(help: "SIGKILL at once.")
    var kill = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Self.cancel(bulk, verb: "cancel", kill: kill, global)
    }

    static func cancel(_ bulk: BulkOptions, verb: String, kill: Bool, _ global: GlobalOptions) async throws {
        try await Runtime.with(global, command: verb) { runtime in
            var needsWorker = false
            try await bulk.forEach(runtime.manager, verb: verb, applicable: JobStatus.active) { number in
                let job = try await runtime.manager.jobs.cancel(number, kill: kill)
                needsWorker = needsWorker || !job.status.isTerminal
                return "\(number) \(job.status.isTerminal ? "cancelled" : "is being cancelled")"
            }
            // Only a worker can end a container.
            if needsWorker { try await runtime.startWorker() }
        }
    }
}
