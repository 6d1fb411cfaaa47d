import ArgumentParser
import JobCore
import JobEngine

/// `berth release`, alias `start` (CMD-07).
struct ReleaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Let held or scheduled jobs run.",
        discussion: """
            EXAMPLES
              berth release 1042
              berth release --all --yes
            """,
        aliases: ["start"])

    @OptionGroup var bulk: BulkOptions

    @Flag(help: "Start no worker.")
    var noWorker = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "release") { runtime in
            if !noWorker { try await FirstHost.ensure(runtime) }
            var isReleased = false
            try await runtime.withWorker(unless: noWorker, when: { isReleased }) {
                try await bulk.forEach(runtime.manager, verb: "release", applicable: [.pending]) { number in
                    let job = try await runtime.manager.jobs.release(number)
                    isReleased = true
                    return "\(number) \(job.status)"
                }
            }
        }
    }
}
