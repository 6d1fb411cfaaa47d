import ArgumentParser
import JobCore
import JobEngine

/// `berth give-up`.
struct GiveUpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "give-up", abstract: "End jobs whose host is gone for good, as failed and lost.",
        discussion: """
            A job whose host cannot be asked stays `unknown since …`: it may still run there, and nothing is made up \
            about it. This says that nobody waits for that host any more. `berth retry` runs the job again elsewhere. \
            Should the host come back, the container is removed.

            EXAMPLES
              berth give-up 1042
              berth give-up 1042 --force
            """)

    @Argument(
        help: ArgumentHelp("Numbers, UUIDs, or @NAME.", valueName: "JOB"), completion: .custom(Completions.jobs))
    var jobs: [String]

    @Flag(help: "Also when the host is not known to be away.")
    var force = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "give-up") { runtime in
            var isWell = true
            for text in jobs {
                do {
                    let number = try await runtime.manager.jobs.find(try JobReference(parsing: text)).number
                    let job = try await runtime.manager.jobs.giveUp(number, isForced: force)
                    try await OutputWriter.stdout.line("\(number) \(job.status)")
                } catch {
                    guard let failure = CommandFailure(wrapping: error) else { throw error }
                    StandardError.say(failure.message)
                    isWell = false
                }
            }
            if !isWell { throw ExitCode(ExitStatus.failure) }
        }
    }
}
