import Foundation
import JobCore

/// What is said about a job in a row: how long, and how it goes or went.
struct JobWords {
    let job: Job
    let now: Date
    let clock: ClockText
    /// What its running attempt used last.
    var sample: UsageSample?

    /// `98 %`; empty while nothing was measured.
    var cpu: String { sample?.cpuPercent.map { "\(Int($0.rounded())) %" } ?? "" }

    /// `300 MB/512 MB`, or without a limit `300 MB`.
    var memory: String {
        guard let sample else { return "" }
        return "\(sample.memory)" + (job.spec.limits.memory.map { "/\($0)" } ?? "")
    }

    /// Both in short, where there is no column for each.
    var usage: String {
        [cpu, sample.map { "\($0.memory)" } ?? ""].filter { !$0.isEmpty }.joined(separator: "  ")
    }

    /// `2/3`; empty before the first attempt.
    var attempt: String {
        guard job.attemptNumber > 0 else { return "" }
        // What never started does not count: the policy does not count it either.
        let used = job.attemptsUsed + (job.status == .launching ? 1 : 0)
        return "\(used)/\(job.retryPolicy.maxAttempts)"
    }

    /// How long it runs or ran, or has been waiting; empty when it never began.
    var age: String {
        if job.status.isTerminal {
            guard let start = job.startedAt, let end = job.finishedAt else { return "" }
            return length(from: start, to: end)
        }
        return wholeSeconds(from: job.status.isLive ? job.startedAt ?? job.createdAt : job.createdAt)
    }

    /// How it went, or what it waits for.
    var outcome: String {
        if job.isCancelling { return job.killRequested ? "being killed" : "being cancelled" }
        if let since = job.unknownSince, !job.status.isTerminal {
            return "unknown since \(clock.short(since, now: now))"
        }
        return switch job.status {
        case .pending: waiting
        case .queued: blocked
        case .launching: "starting"
        case .running: ""
        case .retrying: retrying
        case .completed: "exit 0"
        case .failed: failure
        case .timeout: job.timeout.map { "after \($0.forPeople)" } ?? ""
        // The process that asked stands in the detail.
        case .cancelled: job.cancelRequestedBy.map { "by \($0.prefix { $0 != " " })" } ?? ""
        }
    }

    private var retrying: String {
        guard let due = job.retryAt else { return "again soon" }
        return due > now ? "again in \(countdown(to: due))" : job.blockedReason == nil ? "again now" : blocked
    }

    /// Why it is not started; its own group need not be named.
    private var blocked: String {
        guard let reason = job.blockedReason, let group = job.group else { return job.blockedReason ?? "" }
        return reason.hasPrefix("group '\(group)' ") ? reason.replacing("group '\(group)'", with: "group") : reason
    }

    private var waiting: String {
        if job.heldAt != nil { return "held" }
        if job.openDependencies > 0 { return job.blockedReason ?? "" }
        return job.notBefore.map(startTime) ?? job.blockedReason ?? ""
    }

    private var failure: String {
        switch job.exitReason {
        case nil, .appExit: job.exitCode.map(Self.exitInWords) ?? job.lastError ?? "failed"
        case .outOfMemory: "out of memory"
        case .timeout: "timed out"
        case .cancelled: "cancelled"
        case .startError: job.exitCode.map(Self.exitInWords) ?? job.lastError ?? "could not be started"
        case .imageError: "no image: \(job.spec.image)"
        case .containerRemoved: "container removed by someone"
        case .engineRestart: "engine restarted"
        case .lost: "lost: its end cannot be proven"
        case .quota: "too much output"
        case .notStarted: "not started"
        case .dependency: "never ran"
        case .internal: job.lastError ?? "a fault of Berth"
        }
    }

    /// An exit code as the shell's conventions read it: 126, 127, and 128 + the number of a signal.
    static func exitInWords(_ code: Int) -> String {
        let signals = [
            1: "HUP", 2: "INT", 3: "QUIT", 4: "ILL", 5: "TRAP", 6: "ABRT", 7: "BUS", 8: "FPE", 9: "KILL", 11: "SEGV",
            13: "PIPE", 14: "ALRM", 15: "TERM",
        ]
        if code == 126 { return "exit 126: not executable" }
        if code == 127 { return "exit 127: not found" }
        if let name = signals[code - 128] { return "exit \(code): SIG\(name)" }
        return "exit \(code)"
    }

    private func length(from start: Date, to end: Date) -> String {
        Duration.seconds(max(0, end.timeIntervalSince(start))).forPeople
    }

    /// Ages that move are whole: tenths of a second would only flicker.
    private func wholeSeconds(from start: Date) -> String {
        Duration.seconds(max(0, now.timeIntervalSince(start)).rounded(.down)).forPeople
    }

    private func countdown(to date: Date) -> String {
        Duration.seconds(max(0, date.timeIntervalSince(now)).rounded(.up)).forPeople
    }

    private func startTime(_ date: Date) -> String {
        date.timeIntervalSince(now) < 86400
            ? "starts at \(clock.minutes(date))" : "starts in \(countdown(to: date))"
    }
}
