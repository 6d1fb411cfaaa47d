import ArgumentParser
import Foundation
import JobCore
import JobEngine

/// `berth events` (CMD-19).
struct EventsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Show what happened: the journal of all jobs, hosts and requests.",
        discussion: """
            The newest lines first to last; with --follow also those to come. As JSON, one object a line; `sequence` \
            grows, so that a reader can go on behind the last one it has seen, with --after.

            EXAMPLES
              berth events --since 2h
              berth events --job 1042
              berth events --follow --format json | jq -c 'select(.kind == "failed")'
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case table, json }

    @Flag(name: .shortAndLong, help: "Go on with what happens from now on.")
    var follow = false

    @Option(
        name: .long, parsing: .unconditional, help: ArgumentHelp("Only about this job.", valueName: "JOB"),
        completion: .custom(Completions.jobs))
    var job: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("All since: 2h, 18:30, 2026-11-21.", valueName: "time"))
    var since: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("All behind this line of the journal.", valueName: "sequence"))
    var after: String?

    @Option(
        name: .shortAndLong, parsing: .unconditional,
        help: ArgumentHelp("So many of the newest. Default 50; with --since and --after all.", valueName: "number"))
    var limit: String?

    @Option(name: .long, help: ArgumentHelp("table or json.", valueName: "format"))
    var format = Format.table

    @OptionGroup(title: "Global") var global: GlobalOptions

    /// Lines that are read at once.
    private static let page = 500
    private static let standardLimit = 50

    func run() async throws {
        let reference = try job.map { (text) throws(InvalidInput) in try JobReference(parsing: text) }
        let limit = try number(limit, "--limit", 0...1_000_000_000).map { Int($0) }
        let start = try number(after, "--after", 0 ... .max)
        let time = try since.map { (text) throws(InvalidInput) in
            try TimeText.past(text, field: "--since", now: Date())
        }
        try await Runtime.with(global, command: "events", isReadOnly: true) { runtime in
            let journal = runtime.manager.journal
            var number: JobNumber?
            if let reference { number = try await runtime.manager.jobs.find(reference).number }
            // What is written from here on wakes the loop below.
            let events = FollowEvents(runtime.manager, takesKeys: false)
            defer { events.close() }
            var last: Int64
            if start == nil, time == nil {
                let newest = try await journal.newestEvents(job: number, limit: limit ?? Self.standardLimit)
                try await show(newest.reversed())
                // A job without lines yet: what others did before is not of interest.
                let latest = newest.isEmpty ? try await journal.newestEvents(limit: 1) : newest
                last = latest.first?.sequence ?? 0
            } else {
                last = start ?? 0
                if let time { last = max(last, try await journal.lastEvent(before: time)) }
                last = try await showAll(journal, number, after: last, limit: limit)
            }
            guard follow else { return }
            for await event in events.stream {
                if case .log = event { continue }
                last = try await showAll(journal, number, after: last, limit: nil)
            }
        }
    }

    /// - Returns: the last line that was looked at.
    private func showAll(
        _ journal: Journal, _ job: JobNumber?, after start: Int64, limit: Int?
    ) async throws -> Int64 {
        var last = start
        var left = limit ?? .max
        while left > 0 {
            let events = try await journal.events(after: last, job: job, limit: min(left, Self.page))
            guard let newest = events.last else { return last }
            try await show(events)
            last = newest.sequence
            left -= events.count
        }
        return last
    }

    private func show(_ events: [JobEvent]) async throws {
        guard !events.isEmpty else { return }
        var text = ""
        for event in events {
            switch format {
            case .json: text += try JSONText.encode(EventRecord(event), isPretty: false) + "\n"
            case .table: text += Self.line(event) + "\n"
            }
        }
        try await OutputWriter.stdout.write(Array(text.utf8))
    }

    static func line(_ event: JobEvent) -> String {
        let about = event.job.map { number in event.attempt.map { "\(number).\($0)" } ?? "\(number)" } ?? "-"
        let parts = [
            Timestamp.person(event.at), about.padding(toLength: max(8, about.count), withPad: " ", startingAt: 0),
            event.kind.padding(toLength: max(18, event.kind.count), withPad: " ", startingAt: 0),
            [event.detail, "by \(event.actor)"].compactMap(\.self).joined(separator: "; "),
        ]
        return TerminalSafe.text(parts.joined(separator: "  "))
    }

    private func number(
        _ text: String?, _ field: String, _ range: ClosedRange<Int64>
    ) throws(InvalidInput) -> Int64? {
        guard let text else { return nil }
        guard let number = Int64(text), range.contains(number) else {
            throw InvalidInput(field, "'\(TextForSentence.shortened(text))' is no whole number from 0 on.")
        }
        return number
    }
}
