import Foundation
import JobCore

/// Why a job waits, and what would let it run.
struct WaitWords {
    let job: Job
    let now: Date
    let clock: ClockText
    /// What it comes after, as far as it was read.
    var prerequisites: [PrerequisiteState] = []
    /// Whether there is no worker that could launch it.
    var hasNoWorker = false

    var sentences: [String] {
        var sentences = hasNoWorker && isDue ? ["No worker runs. `berth` or `berth worker` starts one."] : []
        if let held = job.heldAt {
            sentences.append("It is held since \(clock.seconds(held, now: now)). h releases it.")
        } else if job.openDependencies == 0, let start = job.notBefore, start > now {
            sentences.append(
                "It is scheduled for \(clock.seconds(start, now: now)), in \(length(to: start)). h lets it run now.")
        } else if job.status == .retrying, let due = job.retryAt {
            let attempt = "attempt \(job.attemptsUsed + 1) of \(job.retryPolicy.maxAttempts)"
            sentences.append(
                due > now ? "The next try, \(attempt), is in \(length(to: due))." : "The next try, \(attempt), is due.")
        } else if job.status == .queued, job.blockedReason == nil, !hasNoWorker {
            sentences.append("It is ready and waits for its turn. > moves it forward.")
        }
        let open = prerequisites.filter(\.dependency.isOpen)
        sentences += open.prefix(Self.named).map(Self.sentence)
        if open.count > Self.named { sentences.append("It waits for \(open.count - Self.named) more.") }
        // What is scheduled was told above, by the clock on the wall.
        let isTold = job.status == .pending && job.openDependencies == 0 && job.notBefore != nil
        if let reason = job.blockedReason, job.heldAt == nil, !isTold, open.isEmpty || job.openDependencies == 0 {
            sentences.append(Self.asSentence(reason))
        }
        if let since = job.unknownSince {
            sentences.append(
                "Its host cannot be asked since \(clock.seconds(since, now: now)); it may still be running there. U gives it up."
            )
        }
        return sentences
    }

    /// Whether a worker would launch it, or see whether it can, now.
    private var isDue: Bool {
        guard job.heldAt == nil, job.openDependencies == 0 else { return false }
        return switch job.status {
        case .queued, .retrying: true
        case .pending: job.notBefore.map { $0 <= now } ?? false
        default: false
        }
    }

    /// With a capital, unless it begins with a name, and with a full stop.
    private static func asSentence(_ reason: String) -> String {
        let isNamed = reason.prefix { $0 != " " }.hasSuffix(":")
        let words = isNamed ? reason : reason.prefix(1).uppercased() + reason.dropFirst()
        return words.hasSuffix(".") ? words : words + "."
    }

    /// So many of the jobs that it comes after have a sentence each.
    private static let named = 5

    /// `It waits for job 12 (running) to complete.`
    private static func sentence(_ state: PrerequisiteState) -> String {
        let end =
            switch state.dependency.condition {
            case .ok: "to complete"
            case .any: "to end"
            case .fail: "to fail"
            }
        return "It waits for \(state.dependency.predecessor) (\(state.status?.rawValue ?? "deleted")) \(end)."
    }

    private func length(to date: Date) -> String {
        Duration.seconds(max(0, date.timeIntervalSince(now)).rounded(.up)).forPeople
    }
}
