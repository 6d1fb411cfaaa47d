import ArgumentParser
import JobCore
import JobEngine

/// `berth delete` (CMD-07).
struct DeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete jobs that have ended, with their logs.",
        discussion: """
            EXAMPLES
              berth delete 1042
              berth delete --all --status completed --yes
            """,
        aliases: ["rm"])

    @OptionGroup var bulk: BulkOptions
    @OptionGroup(title: "With --all") var filter: GroupFilterOptions
    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "delete") { runtime in
            try await bulk.change(
                runtime.manager, verb: "delete", applicable: JobStatus.terminal, group: filter.group, [.delete]
            ) { "\($0.number) deleted" }
        }
    }
}
