import Foundation
import JobCore

/// How one attempt went, in words.
struct AttemptWords {
    let attempt: Attempt
    let now: Date

    var outcome: String {
        guard attempt.isEnded else { return attempt.startedAt == nil ? "starting" : "running" }
        return switch attempt.exitReason {
        case .outOfMemory: "out of memory"
        case .timeout: "timed out"
        case .cancelled: "cancelled"
        case .startError: attempt.exitCode.map(JobWords.exitInWords) ?? "could not be started"
        case .imageError: "no image"
        case .containerRemoved: "container removed"
        case .engineRestart: "engine restarted"
        case .lost: "lost"
        case .quota: "too much output"
        case .notStarted: "not started"
        case .dependency: "never ran"
        case .internal: "a fault of Berth"
        case .appExit, nil: attempt.exitCode.map(JobWords.exitInWords) ?? "ended"
        }
    }

    var duration: String {
        guard let start = attempt.startedAt?.date else { return "" }
        let end = attempt.finishedAt?.date ?? (attempt.isEnded ? attempt.settledAt ?? start : now)
        let seconds = max(0, end.timeIntervalSince(start))
        return Duration.seconds(attempt.isEnded ? seconds : seconds.rounded(.down)).forPeople
    }
}
