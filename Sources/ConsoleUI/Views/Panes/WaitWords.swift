import Foundation
import JobCore

/// Why a job waits, and what would let it run.
struct WaitWords {
    let job: Job
    let now: Date
    let clock: ClockText

    var sentences: [String] {
        var sentences: [String] = []
        if let held = job.heldAt {
            sentences.append("It is held since \(clock.seconds(held, now: now)). h releases it.")
        } else if job.openDependencies == 0, let start = job.notBefore, start > now {
            sentences.append(
                "It is scheduled for \(clock.seconds(start, now: now)), in \(length(to: start)). h lets it run now.")
        } else if job.status == .retrying, let due = job.retryAt {
            let attempt = "attempt \(job.attemptsUsed + 1) of \(job.retryPolicy.maxAttempts)"
            sentences.append(
                due > now ? "The next try, \(attempt), is in \(length(to: due))." : "The next try, \(attempt), is due.")
        } else if job.status == .queued, job.blockedReason == nil {
            sentences.append("It is ready and waits for its turn. > moves it forward.")
        }
        if let reason = job.blockedReason, job.heldAt == nil {
            sentences.append(reason.hasSuffix(".") ? reason : reason + ".")
        }
        if let since = job.unknownSince {
            sentences.append(
                "Its host cannot be asked since \(clock.seconds(since, now: now)); it may still be running there.")
        }
        return sentences
    }

    private func length(to date: Date) -> String {
        Duration.seconds(max(0, date.timeIntervalSince(now)).rounded(.up)).forPeople
    }
}
