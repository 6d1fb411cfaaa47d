import ArgumentParser
import Foundation
import JobCore
import JobEngine

/// `berth set` (QUEUE-08): changes jobs that wait.
struct SetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change waiting jobs: priority, time, group, what they come after.",
        discussion: """
            EXAMPLES
              berth set 1042 --priority 90
              berth set 1042 1043 --at 22:30
              berth set --all --status queued --name nightly --group slow --yes
              berth set 1044 --after 1042 --after 1043:any
            """)

    @OptionGroup var bulk: BulkOptions

    @Option(
        name: .long, parsing: .unconditional, help: ArgumentHelp("0 (last) to 100 (first).", valueName: "number"))
    var priority: Int?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Not before: 18:30, 2026-12-24T18:30, with or without zone.", valueName: "time"))
    var at: String?

    @Option(
        name: .customLong("in"), parsing: .unconditional,
        help: ArgumentHelp("Not before this has passed: 90s, 2h.", valueName: "duration"))
    var delay: String?

    @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("Move to this group.", valueName: "name"))
    var group: String?

    @Flag(help: "Move out of any group.")
    var noGroup = false

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("Run only after this one, too. Repeatable.", valueName: "JOB[:ok|any|fail]"))
    var after: [String] = []

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        let changes = try changes(now: Date())
        try await Runtime.with(global, command: "set") { runtime in
            try await bulk.change(
                runtime.manager, verb: "change", applicable: [.pending, .queued, .retrying], changes,
                describe: describe)
        }
    }

    private func describe(_ job: Job) -> String {
        var words = ["\(job.status)", "priority \(job.priority)"]
        if let group = job.group { words.append("group \(group)") }
        if job.status == .pending, let reason = job.blockedReason { words.append(reason) }
        return "\(job.number) " + words.joined(separator: ", ")
    }

    private func changes(now: Date) throws(InvalidInput) -> [QueueChange] {
        var changes: [QueueChange] = []
        if let priority { changes.append(.priority(priority)) }
        if group != nil || noGroup {
            guard group == nil || !noGroup else {
                throw InvalidInput("--group", "It cannot be given together with --no-group. Leave one out.")
            }
            changes.append(.group(group))
        }
        switch (at, delay) {
        case (nil, nil): break
        case (let text?, nil): changes.append(.schedule(try TimeText.moment(text, field: "--at", now: now)))
        case (nil, let text?):
            let span = try Duration(parsing: text, field: "--in")
            changes.append(.schedule(now.addingTimeInterval(span.inSeconds)))
        case (.some, .some): throw InvalidInput("--at", "It cannot be given together with --in. Leave one out.")
        }
        if !after.isEmpty {
            changes.append(
                .after(try after.map { (text) throws(InvalidInput) in try Prerequisite(parsing: text) }))
        }
        guard !changes.isEmpty else {
            throw InvalidInput("--priority", "There is nothing to change. Give --priority, --at, --group or --after.")
        }
        return changes
    }
}
