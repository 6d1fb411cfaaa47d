import Foundation
import JobCore

/// How a job stands or ended, in words (CMD-05).
enum ResultSentence {
    /// One line about a job.
    static func describe(_ job: Job, now: Date) -> String {
        if job.isCancelling {
            return "being cancelled, asked for \(Timestamp.age(job.cancelRequestedAt ?? now, now: now))"
        }
        if let since = job.unknownSince, !job.status.isTerminal {
            return "unknown since \(Timestamp.person(since)): its host cannot be asked"
        }
        switch job.status {
        case .pending: return waiting(job, now)
        case .queued: return job.blockedReason ?? "waits for a host"
        case .launching: return "its container is being made"
        case .running: return "runs" + (job.startedAt.map { " for \(length(from: $0, to: now))" } ?? "")
        case .retrying: return "will be tried again" + (job.retryAt.map { " at \(Timestamp.person($0))" } ?? "")
        case .completed: return "ended well, exit code 0"
        case .timeout: return "ended by its deadline" + (job.timeout.map { " of \($0.forPeople)" } ?? "")
        case .cancelled: return "cancelled" + (job.cancelRequestedBy.map { " by \($0)" } ?? "")
        case .failed: return failure(job)
        }
    }

    /// An exit code as shells and docker read it.
    static func exitCode(_ code: Int) -> String {
        switch code {
        case 0: "exit code 0"
        case 126: "exit code 126: its command cannot be executed"
        case 127: "exit code 127: its command was not found"
        case 129...192: "exit code \(code): ended by \(SignalName(number: code - 128)?.name ?? "a signal")"
        default: "exit code \(code)"
        }
    }

    private static func waiting(_ job: Job, _ now: Date) -> String {
        if job.heldAt != nil { return "on hold; `berth release \(job.number)` lets it run" }
        if job.openDependencies == 0, let start = job.notBefore, start > now {
            return "starts at \(Timestamp.person(start))"
        }
        return job.blockedReason ?? "waits"
    }

    private static func failure(_ job: Job) -> String {
        let code = job.exitCode.map(exitCode)
        return switch job.exitReason {
        case nil, .appExit: code ?? job.lastError ?? "failed"
        case .outOfMemory:
            "out of memory" + (job.spec.limits.memory.map { ": it had \($0)" } ?? "")
                + (job.exitCode.map { " (exit code \($0))" } ?? "")
        case .startError: code ?? "could not be started"
        case .imageError: "the image could not be had"
        case .containerRemoved: "its container was removed by someone else"
        case .engineRestart: "the engine was restarted and took it along"
        case .lost: "lost: how it ended cannot be proven"
        case .quota: "ended for the size of its output"
        case .timeout: "ended by its deadline"
        case .cancelled: "cancelled"
        case .notStarted: "was not started"
        case .dependency: "never ran"
        case .internal: "a fault of Berth"
        }
    }

    static func length(from start: Date, to end: Date) -> String {
        Duration.seconds(max(0, end.timeIntervalSince(start))).forPeople
    }
}
