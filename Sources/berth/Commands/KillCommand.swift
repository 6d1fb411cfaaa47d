import ArgumentParser
import JobCore
import JobEngine

/// `berth kill` (decisions 21): `cancel --kill`.
struct KillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kill", abstract: "End jobs at once, without their stop signal and grace time.",
        discussion: """
            As `berth cancel --kill`: SIGKILL for a job that runs; one that waits is cancelled.

            EXAMPLES
              berth kill 1042
              berth kill --all --status running --yes
            """)

    @OptionGroup var bulk: BulkOptions
    @OptionGroup(title: "With --all") var filter: GroupFilterOptions
    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await CancelCommand.cancel(bulk, verb: "kill", group: filter.group, kill: true, global)
    }
}
