import Foundation
import JobCore

/// Judges a history after everything has come to rest, by the invariants of reliability.md 3. Pure.
struct HistoryChecker {
    let history: History
    private var found: [Violation] = []

    /// A broken promise.
    struct Violation: Hashable, CustomStringConvertible {
        let invariant: String
        let sentence: String
        var description: String { "\(invariant): \(sentence)" }
    }

    /// All that is broken in a history.
    static func violations(of history: History) -> [Violation] {
        var checker = HistoryChecker(history: history)
        checker.check()
        return checker.found
    }

    private init(history: History) {
        self.history = history
    }

    private mutating func check() {
        checkPresence()
        checkJournal()
        checkContainers()
        checkTokens()
        for job in history.jobs {
            let attempts = history.attempts.filter { $0.id.job == job.number }.sorted { $0.id < $1.id }
            checkCancel(job, attempts)
            guard let truth = history.submitted[job.number] else { continue }
            checkStarts(job, truth, attempts)
            for attempt in attempts { checkResult(job, attempt, truth) }
            checkCompletion(job, truth, attempts)
        }
    }

    private mutating func report(_ invariant: String, _ sentence: String) {
        found.append(Violation(invariant: invariant, sentence: sentence))
    }

    // MARK: - Jobs

    /// I1: every acknowledged job is there once, and has ended.
    private mutating func checkPresence() {
        let present = Dictionary(grouping: history.jobs, by: \.number)
        for number in history.submitted.keys where present[number] == nil { report("I1", "Job \(number) is gone.") }
        for (number, jobs) in present where jobs.count > 1 {
            report("I1", "Job \(number) is there \(jobs.count) times.")
        }
        for job in history.jobs where !job.status.isTerminal {
            report("I1", "Job \(job.number) is still \(job.status).")
        }
    }

    /// I1: the end is stored once and never changes.
    private mutating func checkJournal() {
        var ended: [JobNumber: String] = [:]
        for event in history.events {
            guard let number = event.job, let status = JobStatus(rawValue: event.kind) else { continue }
            if let end = ended[number] {
                report("I1", "Job \(number) became \(status) after it had ended as \(end).")
            } else if status.isTerminal {
                ended[number] = event.kind
            }
        }
        for job in history.jobs where job.status.isTerminal && ended[job.number] != job.status.rawValue {
            report("I1", "Job \(job.number) is \(job.status), its journal says \(ended[job.number] ?? "nothing").")
        }
    }

    /// I6: an end that was asked for comes, unless the job had ended before.
    private mutating func checkCancel(_ job: Job, _ attempts: [Attempt]) {
        guard let requestedAt = job.cancelRequestedAt else {
            if job.status == .cancelled { report("I6", "Job \(job.number) is cancelled and nobody asked for it.") }
            return
        }
        for attempt in attempts where attempt.claimedAt > requestedAt {
            report("I6", "Attempt \(attempt.id) was claimed after its job's end was asked for.")
        }
        guard job.status != .cancelled, job.status != .timeout else { return }
        if (attempts.last?.finishedAt?.date ?? .distantFuture) >= requestedAt {
            report("I6", "Job \(job.number) is \(job.status), though its end was asked for before it ended.")
        }
    }

    // MARK: - Attempts

    /// I4: tokens are never used twice, and grow with each attempt of a job.
    private mutating func checkTokens() {
        for (token, attempts) in Dictionary(grouping: history.attempts, by: \.token) where attempts.count > 1 {
            report("I4", "Token \(token) belongs to \(attempts.map(\.id.description).joined(separator: " and ")).")
        }
        for attempts in Dictionary(grouping: history.attempts, by: \.id.job).values {
            let sorted = attempts.sorted { $0.id < $1.id }
            if sorted.map(\.id.number) != Array(1...sorted.count) {
                report("I4", "The attempts of job \(sorted[0].id.job) are \(sorted.map(\.id.number)).")
            }
            for (earlier, later) in zip(sorted, sorted.dropFirst()) where earlier.token >= later.token {
                report("I4", "Attempt \(later.id) has an older token than \(earlier.id).")
            }
        }
    }

    /// I2, I7: each container is started once, two of one job never run together, and there are no more than allowed.
    private mutating func checkStarts(_ job: Job, _ truth: TruthJob, _ attempts: [Attempt]) {
        let records = history.records[truth.key] ?? []
        let starts = records.filter { $0.word == "start" }
        for (container, again) in Dictionary(grouping: starts, by: \.container) where again.count > 1 {
            report("I2", "Container \(container) of job \(job.number) was started \(again.count) times.")
        }
        if Set(starts.map(\.container)).count > job.retryPolicy.maxAttempts {
            report("I7", "Job \(job.number) was started \(starts.count) times.")
        }
        for start in starts where !attempts.contains(where: { Self.isContainer(start.container, of: $0) }) {
            report("I2", "Container \(start.container) of job \(job.number) belongs to no attempt.")
        }
        for (first, second) in zip(starts, starts.dropFirst()) {
            let end = records.first { $0.word == "end" && $0.container == first.container }
            if let end, end.uptime > second.uptime {
                report("I2", "Containers \(first.container) and \(second.container) of job \(job.number) ran together.")
            }
        }
    }

    private static func isContainer(_ short: String, of attempt: Attempt) -> Bool {
        attempt.executionID?.rawValue.hasPrefix(short) ?? false
    }

    /// I3, I23: nothing is left behind, and no more ran than there are slots.
    private mutating func checkContainers() {
        for container in history.containers { report("I3", "The engine still holds \(container).") }
        for attempt in history.attempts where !attempt.isEnded { report("I3", "Attempt \(attempt.id) has not ended.") }
        if let peak = history.peakRunning, peak > history.slots {
            report("I23", "\(peak) containers ran at once on \(history.slots) slots.")
        }
    }

    /// I5, I10–I12: the stored code is the job's own, and the log says whether it is whole and is.
    private mutating func checkResult(_ job: Job, _ attempt: Attempt, _ truth: TruthJob) {
        let end = (history.records[truth.key] ?? []).first {
            $0.word == "end" && Self.isContainer($0.container, of: attempt)
        }
        if attempt.exitReason == .appExit, let code = attempt.exitCode {
            if let end, end.code != code {
                report("I5", "Attempt \(attempt.id) ended with \(end.code ?? -1), the store says \(code).")
            } else if end == nil, code == 0 || code == truth.code {
                report("I5", "Attempt \(attempt.id) never came to its end, the store says that it ended with \(code).")
            }
        }
        let log = history.logs[attempt.id] ?? History.Log()
        check(log.output, truth.expectedOutput, "stdout", attempt, hasEnded: end != nil)
        check(log.errors, truth.expectedErrors, "stderr", attempt, hasEnded: end != nil)
    }

    private mutating func check(
        _ stored: [UInt8], _ expected: [UInt8], _ stream: String, _ attempt: Attempt, hasEnded: Bool
    ) {
        switch attempt.logCompleteness {
        case .open:
            if attempt.isEnded {
                report("I12", "Attempt \(attempt.id) has ended and does not say whether its log is whole.")
            }
        case .complete where hasEnded:
            if stored != expected {
                report(
                    "I10", "\(stream) of \(attempt.id) is said to be whole and is not: \(difference(stored, expected))."
                )
            }
        case .complete:
            if !expected.starts(with: stored) {
                report("I11", "\(stream) of \(attempt.id) is no prefix of the truth: \(difference(stored, expected)).")
            }
        case .incomplete:
            if !Self.isThinnedOut(stored, expected) {
                report("I11", "\(stream) of \(attempt.id) is not in order: \(difference(stored, expected)).")
            }
        }
    }

    private func difference(_ stored: [UInt8], _ expected: [UInt8]) -> String {
        let common = zip(stored, expected).prefix { $0 == $1 }.count
        let found = String(decoding: stored.dropFirst(common).prefix(40), as: UTF8.self)
        return "\(stored.count) bytes of \(expected.count), the same up to \(common), then '\(found)'"
    }

    /// Whether whole lines are missing and nothing else: what is there is in order, once.
    private static func isThinnedOut(_ stored: [UInt8], _ expected: [UInt8]) -> Bool {
        var rest = expected.split(separator: 10, omittingEmptySubsequences: false)[...]
        for line in stored.split(separator: 10) {
            guard let place = rest.firstIndex(where: { $0.starts(with: line) }) else { return false }
            rest = rest[(place + 1)...]
        }
        return true
    }

    /// I5: completed means that the job itself ended with 0.
    private mutating func checkCompletion(_ job: Job, _ truth: TruthJob, _ attempts: [Attempt]) {
        guard job.status == .completed else { return }
        if truth.code != 0 || attempts.last?.exitCode != 0 {
            report(
                "I5",
                "Job \(job.number) is completed, its code is \(attempts.last?.exitCode ?? -1), in truth \(truth.code).")
        }
    }
}
