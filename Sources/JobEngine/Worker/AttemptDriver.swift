import Foundation
import JobCore
import Logging

/// Drives one attempt from its claim to its stored end: prepare, start, watch, collect, settle, remove.
///
/// Each step is recorded before the next is taken, and each is idempotent, so that any worker can go on from the store
/// and the engine after a crash at any instruction. What the engine says in events and lists only wakes it; it judges by
/// what it inspects itself.
actor AttemptDriver {
    nonisolated let id: AttemptID
    nonisolated let job: Job
    nonisolated let fence: Fence
    let services: WorkerServices
    let supervisor: HostSupervisor
    let executor: any ContainerExecutor
    let pump: LogPump
    private nonisolated let signal = Signal()
    private nonisolated let inbox: Locked<Inbox>

    var attempt: Attempt
    /// Whether an earlier worker claimed the attempt, so that its container may be in any state.
    let isAdopted: Bool
    /// When an adopted container started, by the engine's clock.
    var startedByEngine: EngineTime?
    /// Since when the engine cannot start its container for reasons of its own.
    var startFailsSince: ContinuousClock.Instant?
    /// Looks in a row that found the container neither alive nor gone.
    var looksInVain = 0
    /// Its container, while it runs as far as is known.
    var running: ExecutionID?
    /// What it used when that was measured last.
    var lastUsage: UsageSample?
    /// Why its end was asked for, once it was.
    var endRequest: EndRequest?

    /// What others put in between two looks.
    struct Inbox: Sendable {
        /// Something says that the container may have ended.
        var mayHaveEnded = false
        /// What people ask.
        var requests: PendingRequests
        /// The worker ends.
        var isHandingOver = false
        /// The container exists, or did.
        var hasContainer = false
        /// The container has ended, and the end is proven.
        var hasEnded = false
    }

    /// Why Berth itself asked the engine to end the container.
    enum EndRequest: Hashable {
        case cancel(at: Date)
        case timeout
    }

    init(_ live: LiveAttempt, isAdopted: Bool, supervisor: HostSupervisor, services: WorkerServices) {
        id = live.attempt.id
        job = live.job
        fence = live.attempt.fence
        attempt = live.attempt
        self.isAdopted = isAdopted
        self.services = services
        self.supervisor = supervisor
        executor = supervisor.executor
        pump = LogPump(attempt: live.attempt, executor: supervisor.executor, isResumed: isAdopted, services: services)
        inbox = Locked(
            Inbox(
                requests: PendingRequests(
                    cancelRequestedAt: live.job.cancelRequestedAt, cancelRequestedBy: live.job.cancelRequestedBy,
                    kill: live.job.killRequested)))
        if live.attempt.timeoutRequestedAt != nil { endRequest = .timeout }
    }

    /// Drives the attempt until it is settled, fenced off or handed over.
    func drive() async {
        do {
            guard let container = try await launch() else { return }
            let ending = try await watch(container)
            try await finish(container, ending)
        } catch {
            await pump.stop()
            if error == .fenced {
                services.logger.warning("attempt left to another worker", metadata: ["attempt": "\(id)"])
            }
        }
    }

    /// Says that the container may have ended, may be gone, or that its engine answers again.
    nonisolated func look() {
        inbox.withLock { $0.mayHaveEnded = true }
        signal.raise()
    }

    /// Hands over what people ask.
    nonisolated func request(_ requests: PendingRequests) {
        let isNew = inbox.withLock { inbox -> Bool in
            let isNew = inbox.requests != requests
            inbox.requests = requests
            return isNew
        }
        if isNew { signal.raise() }
    }

    /// Leaves the attempt to the next worker; the container runs on.
    nonisolated func handOver() {
        inbox.withLock { $0.isHandingOver = true }
        signal.raise()
    }

    /// Whether its container is known to have been made, so that a list without it means something.
    nonisolated var hasContainer: Bool { inbox.withLock { $0.hasContainer } }

    nonisolated func noteContainer() { inbox.withLock { $0.hasContainer = true } }

    nonisolated var requests: PendingRequests { inbox.withLock { $0.requests } }

    /// Whether something says that the container may have ended; asking clears it.
    nonisolated func takeMayHaveEnded() -> Bool {
        inbox.withLock { inbox in
            defer { inbox.mayHaveEnded = false }
            return inbox.mayHaveEnded
        }
    }

    nonisolated var hasEnded: Bool { inbox.withLock { $0.hasEnded } }

    nonisolated func noteEnd() { inbox.withLock { $0.hasEnded = true } }

    nonisolated var mayHaveEnded: Bool { inbox.withLock { $0.mayHaveEnded } }

    func wait(atMost limit: Duration?) async {
        await signal.wait(atMost: limit)
    }

    var isLeaving: Bool { Task.isCancelled || inbox.withLock { $0.isHandingOver } }

    func leaveIfAsked() throws(DriverStop) {
        if isLeaving { throw .handedOver }
    }

    /// Writes to the store, and tries again for as long as the store is in trouble: an attempt's end is never dropped
    /// because a disk was full (F66).
    func save<Result: Sendable>(
        _ write: () async throws(StoreError) -> Result
    ) async throws(DriverStop) -> Result {
        var pause = Duration.milliseconds(50)
        while true {
            do {
                return try await write()
            } catch {
                if error.code == .conflict || error.code == .notFound {
                    services.logger.warning("\(error.message)", metadata: ["attempt": "\(id)"])
                    throw .fenced
                }
                services.logger.error("\(error.message)", metadata: ["attempt": "\(id)"])
            }
            try leaveIfAsked()
            try? await Task.sleep(for: pause)
            pause = min(pause * 2, .seconds(5))
        }
    }

    /// Asks the engine, and waits for as long as it cannot be asked: an outage says nothing about a job. While it lasts the
    /// job is `unknown since …`.
    func ask<Answer: Sendable>(
        _ question: () async throws(ExecutorError) -> Answer
    ) async throws(DriverStop) -> Result<Answer, ExecutorError> {
        var isUnknown = false
        while true {
            let result: Result<Answer, ExecutorError>
            do {
                result = .success(try await question())
            } catch {
                result = .failure(error)
            }
            guard case .failure(let error) = result, error.isOutage else {
                if isUnknown {
                    supervisor.reportAnswer()
                    try await note(.unknownSince(nil))
                }
                return result
            }
            await supervisor.reportOutage(error)
            if !isUnknown {
                isUnknown = true
                try await note(.unknownSince(services.now()))
            }
            repeat {
                try leaveIfAsked()
                // The supervisor wakes all drivers when the engine answers again; the limit covers a wake that came before.
                await wait(atMost: supervisor.isReachable ? .milliseconds(200) : .seconds(5))
            } while !supervisor.mayAsk()
        }
    }

    /// Records a step.
    func note(_ step: AttemptStep) async throws(DriverStop) {
        let requests = try await save { () async throws(StoreError) in
            try await services.store.record(step, fence: fence, now: services.now())
        }
        if case .unknownSince = step { services.publish(Hint(kind: .job, job: id.job, attempt: id.number)) }
        request(requests)
    }

    /// Stores how the attempt ended and what becomes of the job.
    func settle(_ outcome: AttemptOutcome, _ log: LogPump.Summary) async throws(DriverStop) {
        let current = try await save { () async throws(StoreError) in try await services.store.job(.number(id.job)) }
        let next = NextStep.after(outcome, of: current, jitter: services.jitter())
        services.failpoints.hit(.resultBeforeCommit)
        let settled = try await save { () async throws(StoreError) in
            try await services.store.settle(
                outcome, next: next, log: log.progress, completeness: log.completeness, fence: fence,
                now: services.now())
        }
        services.failpoints.hit(.resultCommitted)
        tellEnd(outcome, settled)
        services.publish(Hint(kind: .job, job: id.job, attempt: id.number))
    }
}
