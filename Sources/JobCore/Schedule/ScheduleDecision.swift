public import Foundation

/// What a schedule does at a moment at which it is due. Pure (QUEUE-13).
public struct ScheduleDecision: Hashable, Sendable {
    /// The due times for which a job is submitted, oldest first.
    public var runs: [Date]
    /// Whether jobs that have not ended are cancelled first.
    public var replacesEarlier: Bool
    /// Whether the runs come one after the other, the first after the earlier jobs.
    public var isChained: Bool
    /// How many due times were left out.
    public var skipped: Int
    /// Why, when any were.
    public var reason: String?
    /// When it is due next.
    public var nextAt: Date?

    /// A run that comes later than this was missed: no worker was there in time.
    public static let tolerance: TimeInterval = 60
    /// How many missed runs are made up for at most.
    public static let mostRuns = 1000

    /// Decides.
    ///
    /// - Parameters:
    ///   - hasLive: whether a job of the schedule has not ended.
    ///   - now: the time; `nextAt` of the schedule has come.
    public static func of(_ schedule: Schedule, hasLive: Bool, now: Date) -> ScheduleDecision {
        var decision = ScheduleDecision(
            runs: [], replacesEarlier: false, isChained: false, skipped: 0, reason: nil, nextAt: schedule.nextAt)
        var due: [Date] = []
        while let moment = decision.nextAt, moment <= now {
            due.append(moment)
            decision.nextAt = schedule.rule.next(after: moment, anchor: schedule.createdAt)
            // Years of missed minutes: of what is left out anyway, not each is counted; the newest are.
            if due.count == mostRuns + 1, let first = due.first {
                let enough = now - 1.5 * moment.timeIntervalSince(first)
                if enough > moment {
                    decision.nextAt = schedule.rule.next(after: enough, anchor: schedule.createdAt)
                }
            }
        }
        let onTime = due.filter { now.timeIntervalSince($0) <= tolerance }
        let missed = due.filter { now.timeIntervalSince($0) > tolerance }
        switch schedule.missed {
        case .skip: decision.runs = onTime
        case .once: decision.runs = onTime.isEmpty ? missed.suffix(1) : onTime
        case .all: decision.runs = due.suffix(mostRuns)
        }
        decision.skipped = due.count - decision.runs.count
        if decision.skipped > 0 { decision.reason = "no worker was there" }
        decision.applyOverlap(schedule, hasLive: hasLive)
        return decision
    }

    private mutating func applyOverlap(_ schedule: Schedule, hasLive: Bool) {
        guard !runs.isEmpty else { return }
        switch schedule.overlap {
        case .allow: break
        case .replace:
            skipped += runs.count - 1
            runs = runs.suffix(1)
            replacesEarlier = hasLive
            isChained = true
        case .forbid:
            if schedule.missed == .all, runs.count > 1 {
                // Asked to make up for each and to run no two at once.
                isChained = true
            } else if hasLive {
                skipped += runs.count
                runs = []
                reason = "an earlier run has not ended"
            } else if runs.count > 1 {
                skipped += runs.count - 1
                runs = runs.suffix(1)
                reason = "an earlier run has not ended"
            }
        }
    }
}
