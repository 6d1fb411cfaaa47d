import Foundation
import JobCore

/// One job with its store, worker and engine, small enough to try every order of events. It knows nothing by itself of
/// what should follow from what: statuses move by `JobStatus`, ends are judged by `Verdict`, what comes next is decided by
/// `NextStep`, what lies about is found by `ReconcilePlan`.
struct JobModel: Hashable {
    /// What may happen next, the worker's own steps being one.
    enum Action: CaseIterable {
        case work, workFailingStart, learnRequests, crash, cancel
        case jobSucceeds, jobFails, strangerRemoves
        case restartKeepingJobs, restartKillingJobs, restartInventingSuccess, restartMissingAnExit, beginGracefulStop
    }

    /// Something that must not be.
    struct Violation: Error, CustomStringConvertible {
        var description: String
    }

    /// A container, and what really became of its process.
    struct Container: Hashable {
        var attempt: Int
        var state = State.created
        /// The code with which the process ended by itself; `nil` when it was killed.
        var truth: Int?
        var startedIn = 0
        var endedIn = 0
        var endedBeforeCancel = false
        /// Whether a daemon that was just started made up the end.
        var isMadeUp = false

        enum State: Hashable {
            case created, running
            case exited(Int)
        }
    }

    /// Where a worker is in driving an attempt.
    enum Place: Hashable {
        case dead, idle, claimed, created, stored, started, watching, settled
    }

    /// What a worker remembers, and forgets when it dies.
    struct Memory: Hashable {
        var place = Place.idle
        var knowsRequest = false
        var startedUnder: Int?
        var hasStopped = false
        var hasHeld = false
    }

    // The store.
    var status = JobStatus.queued
    var attempt = 0
    var used = 0
    var infrastructureFailures = 0
    var isCancelRequested = false
    var hasStoredContainer = false
    var witness: EngineWitness?
    // The engine. Each generation of its daemon lasts a hundred seconds.
    var generation = 1
    var isDying = false
    var containers: [Container] = []
    var starts = 0
    // The worker.
    var worker = Memory()

    static let maxAttempts = 2
    static let template: Job = {
        let policy = RetryPolicy(
            maxAttempts: maxAttempts, baseDelay: .seconds(1), maxDelay: .seconds(1), retriedExitCodes: [3],
            retriesLost: true)
        return makeJob(policy: policy)
    }()

    var current: Int? { containers.firstIndex { $0.attempt == attempt } }

    /// Lets something happen.
    ///
    /// - Returns: whether it could.
    mutating func take(_ action: Action) throws(Violation) -> Bool {
        switch action {
        case .work: return try work(startFails: false)
        case .workFailingStart:
            guard worker.place == .stored, !worker.knowsRequest, infrastructureFailures == 0 else { return false }
            return try work(startFails: true)
        case .learnRequests:
            guard worker.place != .dead, status.isLive, isCancelRequested, !worker.knowsRequest else { return false }
            worker.knowsRequest = true
        case .crash:
            guard worker.place != .dead else { return false }
            worker = Memory(place: .dead)
        case .cancel:
            guard !status.isTerminal, !isCancelRequested else { return false }
            if status.isLive { isCancelRequested = true } else { try move(to: .cancelled) }
        case .jobSucceeds: return end(0, truth: 0)
        case .jobFails: return end(3, truth: 3)
        case .strangerRemoves:
            guard let index = current, containers[index].state != .created else { return false }
            containers.remove(at: index)
        case .restartKeepingJobs: return restart()
        case .restartKillingJobs: return restart { $0.end(137, truth: nil, isMadeUp: true) }
        case .restartInventingSuccess: return restart { $0.end(0, truth: nil, isMadeUp: true) }
        case .restartMissingAnExit:
            guard end(3, truth: 3) else { return false }
            return restart()
        case .beginGracefulStop:
            guard !isDying, generation < 4, end(143, truth: nil) else { return false }
            isDying = true
        }
        return true
    }

    // MARK: - Engine

    private mutating func end(_ code: Int, truth: Int?, isMadeUp: Bool = false) -> Bool {
        guard let index = containers.firstIndex(where: { $0.state == .running }), !isDying else { return false }
        containers[index].state = .exited(code)
        containers[index].truth = truth
        containers[index].endedIn = generation
        containers[index].endedBeforeCancel = !isCancelRequested
        containers[index].isMadeUp = isMadeUp
        return true
    }

    /// A daemon that made up an end, and was itself replaced before any worker had a look at it, cannot be told from no
    /// daemon at all. The model leaves that out, and so says that nothing else makes an invented end believed.
    private mutating func restart(_ then: (inout JobModel) -> Bool = { _ in true }) -> Bool {
        guard generation < 4, !containers.contains(where: \.isMadeUp) || witness?.replacedAt != nil else {
            return false
        }
        isDying = false
        generation += 1
        return then(&self)
    }

    // MARK: - Store

    mutating func move(to next: JobStatus) throws(Violation) {
        do {
            try status.checkTransition(to: next)
        } catch {
            throw Violation(description: "I1: \(error)")
        }
        status = next
    }

    mutating func recordStart() throws(Violation) {
        guard status == .launching else { return }
        try move(to: .running)
        used += 1
    }

    mutating func settle(_ outcome: AttemptOutcome, _ container: Container? = nil) throws(Violation) {
        var job = Self.template
        job.status = status
        job.attemptsUsed = used
        job.infrastructureFailures = infrastructureFailures
        if isCancelRequested {
            job.cancelRequestedAt = container?.endedBeforeCancel == true ? .distantFuture : .distantPast
        }
        let next = NextStep.after(outcome, of: job, jitter: 1)
        if outcome.reachedStart { try recordStart() }
        if case .retry = next, !outcome.reachedStart { infrastructureFailures += 1 }
        try move(to: next.status)
        try check(outcome, container)
        hasStoredContainer = false
        witness = nil
        worker = Memory(place: .settled)
    }

    private func check(_ outcome: AttemptOutcome, _ container: Container?) throws(Violation) {
        if status == .completed, container?.truth != 0 {
            throw Violation(description: "I5: completed, but the job did not end with 0")
        }
        if let code = outcome.exitCode, container?.truth != code, !isCancelRequested {
            throw Violation(description: "I5: the code \(code) is not the job's own")
        }
        guard isCancelRequested else { return }
        guard status.isTerminal else { throw Violation(description: "I6: \(status) after a cancel") }
        guard status == .cancelled || container?.endedBeforeCancel == true else {
            throw Violation(description: "I6: \(status), though it ended after the cancel")
        }
    }
}
