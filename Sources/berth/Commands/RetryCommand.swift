import ArgumentParser
import JobCore
import JobEngine

/// `berth retry` (CMD-07): the same again, as a new job.
struct RetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Run jobs again, each as a new job.",
        discussion: """
            EXAMPLES
              berth retry 1042
              berth retry --all --status failed,timeout --yes
            """,
        aliases: ["rerun"])

    @OptionGroup var bulk: BulkOptions

    @Flag(help: "Only submit; start no worker.")
    var noWorker = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "retry") { runtime in
            if !noWorker { try await FirstHost.ensure(runtime) }
            var isSubmitted = false
            try await runtime.withWorker(unless: noWorker, when: { isSubmitted }) {
                try await bulk.forEach(
                    runtime.manager, verb: "run again", applicable: [.failed, .timeout, .cancelled]
                ) { number in
                    let job = try await runtime.manager.jobs.retry(number)
                    isSubmitted = true
                    return "\(job.number) repeats \(number)"
                }
            }
        }
    }
}
