import ArgumentParser
import Foundation
import JobCore
import JobEngine

/// `berth list` (CMD-04).
struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List jobs, the newest first.",
        discussion: """
            EXAMPLES
              berth list
              berth list --status failed,timeout --since 24h --all
              berth list --watch
              berth list --group gpu --unfold
              berth list --name nightly --format ids | xargs berth delete
            """,
        aliases: ["ls", "ps"])

    /// What a list is ordered by.
    enum Order: String, CaseIterable, ExpressibleByArgument {
        case queued, finished, name, status, host

        var order: JobQuery.Order {
            switch self {
            case .queued: .number
            case .finished: .finished
            case .name: .name
            case .status: .status
            case .host: .host
            }
        }

        /// Newest first, but names from A to Z.
        var isDescending: Bool { self == .queued || self == .finished }
    }

    @OptionGroup(title: "Filters") var filter: JobFilterOptions
    @OptionGroup(title: "Filters") var group: GroupFilterOptions

    @Option(name: [.customShort("n"), .long], help: "At most so many.")
    var limit = 20

    @Flag(name: .shortAndLong, help: "All that match.")
    var all = false

    @Flag(
        name: .shortAndLong,
        help: "Each job of an array instead of one line for all; so it is with --status and other orders, too.")
    var unfold = false

    @Option(name: .shortAndLong, help: "Order.")
    var sort = Order.queued

    @Flag(name: .shortAndLong, help: "The other way round.")
    var reverse = false

    @Option(name: .shortAndLong, help: "Form of the output.")
    var format = OutputFormat.table

    @Flag(name: .shortAndLong, help: "Go on, and show what changes.")
    var watch = false

    @Flag(help: "With --watch: one line for each change, for screen readers and pipes.")
    var plain = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be 1 or more; --all shows all that match") }
        guard !watch || format == .table else { throw ValidationError("--watch goes with --format table only") }
    }

    func run() async throws {
        var query = try filter.query(now: Date())
        query.order = sort.order
        query.isDescending = sort.isDescending != reverse
        query.group = group.group
        // Who asks for failed jobs wants them, not the array of ten thousand in which they are.
        query.foldsArrays = format == .table && !unfold && filter.status.isEmpty
        try await Runtime.with(global, command: "list", isReadOnly: true) { runtime in
            let lister = JobLister(manager: runtime.manager, query: query, limit: all ? nil : limit)
            guard watch else { return try await print(lister) }
            let isPlain = plain || !OutputWriter.stdout.isTerminal
            try await JobWatcher(lister: lister, isPlain: isPlain).watch()
        }
    }

    private func print(_ lister: JobLister) async throws {
        let out = OutputWriter.stdout
        switch format {
        case .ids:
            try await lister.forEachPage { page in
                try await out.write(Array(page.jobs.map { "\($0.number)\n" }.joined().utf8))
            }
        case .json:
            let (jobs, _, hasMore) = try await lister.jobs()
            let now = Date()
            try await out.line(
                try JSONText.encode(JobListRecord(jobs: jobs.map { JobRecord($0, now: now) }, hasMore: hasMore)))
        case .table:
            let (jobs, arrays, hasMore) = try await lister.jobs()
            let lines = JobTable.lines(jobs, arrays, width: out.width, now: Date())
            try await out.lines(lines)
            if hasMore, out.isTerminal { StandardError.line("There are more: --all shows all, --limit so many.") }
        }
    }
}
