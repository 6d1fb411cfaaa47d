import ArgumentParser
import Foundation
import JobCore

/// Which jobs a list shows (CMD-04).
struct JobFilterOptions: ParsableArguments {
    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("Only these; also `active` and `ended`. Comma-separated or repeated.", valueName: "status"),
        completion: .list(JobStatus.allCases.map(\.rawValue) + ["active", "ended"]))
    var status: [String] = []

    @Option(
        name: .long, parsing: .unconditional, help: ArgumentHelp("Only jobs on this host.", valueName: "host"),
        completion: .custom(Completions.hosts))
    var host: String?

    @Option(
        name: .long, parsing: .unconditional, help: ArgumentHelp("Only jobs on hosts of this kind.", valueName: "kind"),
        completion: .list(HostKind.allCases.map(\.rawValue)))
    var executor: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Only names with this in them; under three letters: that begin so.", valueName: "text"))
    var name: String?

    @Option(
        name: .shortAndLong, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("Only jobs with this label.", valueName: "name=value"))
    var label: [String] = []

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Only jobs that this schedule submitted.", valueName: "name"),
        completion: .custom(Completions.schedules))
    var schedule: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Only jobs submitted since: 2h, 18:30, 2026-11-21.", valueName: "time"))
    var since: String?

    @Option(
        name: .long, parsing: .unconditional, help: ArgumentHelp("Only jobs submitted before that.", valueName: "time"))
    var until: String?

    /// Whether any was given.
    var isGiven: Bool {
        !status.isEmpty || !label.isEmpty || [host, executor, name, schedule, since, until].contains { $0 != nil }
    }

    func query(now: Date) throws(InvalidInput) -> JobQuery {
        var query = JobQuery(statuses: try Self.statuses(status), host: host, name: name, schedule: schedule)
        if let executor {
            guard let kind = HostKind(rawValue: executor) else {
                throw InvalidInput(
                    "--executor", "'\(TextForSentence.shortened(executor))' is not known. Write docker or mock.")
            }
            query.executor = kind
        }
        for text in label {
            let (name, value) = VariableText.label(text)
            guard text.contains("=") else {
                throw InvalidInput("--label", "'\(TextForSentence.shortened(text))' has no '='. Write name=value.")
            }
            query.labels[name] = value
        }
        if let since { query.since = try TimeText.past(since, field: "--since", now: now) }
        if let until { query.until = try TimeText.past(until, field: "--until", now: now) }
        return query
    }

    /// Reads statuses; `active` and `ended` stand for several.
    static func statuses(_ texts: [String]) throws(InvalidInput) -> Set<JobStatus> {
        var statuses = Set<JobStatus>()
        for word in texts.flatMap({ $0.split(separator: ",") }) {
            switch word {
            case "active": statuses.formUnion(JobStatus.active)
            case "ended": statuses.formUnion(JobStatus.terminal)
            default:
                guard let status = JobStatus(rawValue: String(word)) else {
                    let known = JobStatus.allCases.map(\.rawValue).joined(separator: ", ")
                    throw InvalidInput(
                        "--status",
                        "'\(TextForSentence.shortened(String(word)))' is no status. Write \(known), active or ended.")
                }
                statuses.insert(status)
            }
        }
        return statuses
    }
}
