public import Foundation

/// A job that is submitted again and again (QUEUE-13).
public struct Schedule: Hashable, Sendable {
    /// ASCII, unique.
    public var name: String
    /// Unique everywhere, also when a name is used again.
    public var uuid: UUID
    /// When.
    public var rule: ScheduleRule
    /// The zone whose clocks the rule is about.
    public var zone: TimeZone
    /// What happens while an earlier run has not ended.
    public var overlap: ScheduleOverlap
    /// What happens to runs that nobody was there for.
    public var missed: MissedRuns
    /// How many ended runs are kept; `nil` means all.
    public var keep: Int?
    /// What runs. Secret values are empty unless it was read to be submitted. Where templates are named, what they said when it
    /// was read.
    public var draft: JobDraft
    /// How `draft` is made anew for each run; `nil` where no template is named.
    public var source: ScheduledRequest?
    /// Why no job can be made of `source` now; `nil` when one can.
    public var problem: String?
    /// When it was made.
    public var createdAt: Date
    /// Since when it submits nothing; `nil` when it does.
    public var pausedAt: Date?
    /// When it is due next; `nil` when never again.
    public var nextAt: Date?
    /// When it was due last.
    public var lastAt: Date?
    /// What became of that, a few words.
    public var lastResult: String?

    /// Describes a schedule.
    public init(
        name: String, uuid: UUID = UUID(), rule: ScheduleRule, zone: TimeZone, overlap: ScheduleOverlap = .forbid,
        missed: MissedRuns = .once, keep: Int? = nil, draft: JobDraft, source: ScheduledRequest? = nil,
        createdAt: Date
    ) {
        self.name = name
        self.uuid = uuid
        self.rule = rule
        self.zone = zone
        self.overlap = overlap
        self.missed = missed
        self.keep = keep
        self.draft = draft
        self.source = source
        self.createdAt = createdAt
    }

    /// What runs, as `berth run` would be told.
    public var request: RunRequest {
        if let source { return source.request }
        var request = RunRequest(draft)
        request.rerunOf = nil
        return request
    }

    /// The job template that each run takes; `nil` for none.
    public var template: String? { source?.request.value(.template) }

    /// The environment templates that the schedule names itself.
    public var environments: [String] { source?.request[.environmentTemplate] ?? [] }

    /// Becomes what another one is changed to: what that one has been through stays, and its next due time, too, unless the
    /// rule is another.
    public mutating func take(over known: Schedule) {
        uuid = known.uuid
        (pausedAt, lastAt, lastResult) = (known.pausedAt, known.lastAt, known.lastResult)
        if rule == known.rule, zone == known.zone { (createdAt, nextAt) = (known.createdAt, known.nextAt) }
    }

    /// How many runs may be kept.
    public static let kept = 1...100_000
}
