import ArgumentParser
import JobCore
import JobEngine

/// `berth hold` (CMD-07).
struct HoldCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold", abstract: "Keep waiting jobs from running until they are released.",
        discussion: """
            EXAMPLES
              berth hold 1042
              berth hold --all --status queued --yes
            """)

    @OptionGroup var bulk: BulkOptions
    @OptionGroup(title: "With --all") var filter: GroupFilterOptions
    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "hold") { runtime in
            try await bulk.change(
                runtime.manager, verb: "hold", applicable: [.pending, .queued, .retrying], group: filter.group, [.hold]
            ) { "\($0.number) \($0.status), held" }
        }
    }
}
