import Foundation
import JobCore

/// From the claim to a started container.
extension AttemptDriver {
    /// Brings the attempt to a started container, or settles it.
    ///
    /// - Returns: the container, or `nil` when the attempt is over.
    func launch() async throws(DriverStop) -> ExecutionID? {
        isAdopted ? try await resume() : try await launchFresh()
    }

    private func launchFresh() async throws(DriverStop) -> ExecutionID? {
        await supervisor.starts.acquire()
        let container: ExecutionID?
        do {
            container = try await createAndStart()
        } catch {
            await supervisor.starts.release()
            throw error
        }
        await supervisor.starts.release()
        return container
    }

    private func createAndStart() async throws(DriverStop) -> ExecutionID? {
        if isLeaving {
            return try await settleBeforeStart(AttemptOutcome(reason: .notStarted, reachedStart: false), removing: nil)
        }
        services.failpoints.hit(.launchIntent)
        guard requests.cancelRequestedAt == nil else { return try await settleBeforeStart(cancelled, removing: nil) }
        guard hasInput else { return try await settleBeforeStart(withoutInput, removing: nil) }
        let daemon = try? await supervisor.knownIncarnation()
        let container: PreparedContainer
        do {
            container = try await prepare()
        } catch {
            return try await settleBeforeStart(failure(await unlessLeaving(error, daemon)), removing: nil)
        }
        services.failpoints.hit(.createSent)
        attempt.executionID = container.id
        try await note(.prepared(container.id))
        services.failpoints.hit(.createStored)
        return try await start(container)
    }

    /// Makes the container; an image that is missing is pulled once where host and job allow it.
    private func prepare() async throws(ExecutorError) -> PreparedContainer {
        let spec = job.spec
        let canPull = supervisor.host.allowsPull && spec.pullPolicy != .never
        if spec.pullPolicy == .always, canPull { try await supervisor.pull(spec.image, spec.platform, for: id) }
        do {
            return try await create()
        } catch {
            guard error.code == .imageNotFound, canPull, spec.pullPolicy == .missing else { throw error }
            try await supervisor.pull(spec.image, spec.platform, for: id)
            return try await create()
        }
    }

    private func create() async throws(ExecutorError) -> PreparedContainer {
        let order = supervisor.order(for: job, attempt)
        return try await supervisor.measured(.create) { () async throws(ExecutorError) in
            try await executor.prepare(order)
        }
    }

    private func start(_ container: PreparedContainer) async throws(DriverStop) -> ExecutionID? {
        guard try await awaitInput() else { return try await settleBeforeStart(withoutInput, removing: container.id) }
        guard requests.cancelRequestedAt == nil else {
            return try await settleBeforeStart(cancelled, removing: container.id)
        }
        let daemonBefore = try? await supervisor.knownIncarnation()
        do {
            try await supervisor.measured(.start) { () async throws(ExecutorError) in
                try await executor.start(container)
            }
        } catch let refusal {
            let error = await unlessLeaving(refusal, daemonBefore)
            startFailsSince = startFailsSince ?? .now
            guard error.isOutage, !hasFailedToStartForLong else {
                return try await settleBeforeStart(failure(error), removing: container.id)
            }
            // The engine may have started it and died before it said so: only a look can tell.
            await supervisor.reportOutage(error)
            await wait(atMost: Self.startPause)
            try leaveIfAsked()
            return try await resumeKnown(container.id)
        }
        services.failpoints.hit(.startSent)
        let daemon = try? await supervisor.refreshIncarnation()
        try await noteStarted(
            EngineTime(services.now()),
            under: daemon.flatMap { $0.id == daemonBefore?.id ? .seenRunning(under: $0) : nil })
        return container.id
    }

    /// A daemon that ends closes its socket first and goes on answering on open lines, with errors of its own making. What it
    /// says then is an outage.
    private func unlessLeaving(_ error: ExecutorError, _ before: EngineIncarnation?) async -> ExecutorError {
        guard !error.isOutage, error.exitCode == nil, error.code != .imageNotFound else { return error }
        for pause in [Duration.zero, Verdict.holdPeriod] {
            // Where a service manager holds the socket, only time tells.
            try? await Task.sleep(for: pause)
            let now = try? await supervisor.refreshIncarnation()
            guard let now, now.id == before?.id else {
                return ExecutorError(.connection, error.message, cause: error.cause)
            }
        }
        return error
    }

    /// Between two starts of one container by an engine whose containerd is away (F24).
    private static var startPause: Duration { .milliseconds(500) }
    /// A container that an engine cannot start for twenty seconds, though it answers, is given up for a new one: where its
    /// shim has died in the middle of a start it never will be startable (F25).
    private var hasFailedToStartForLong: Bool {
        guard let startFailsSince, supervisor.isReachable else { return false }
        return ContinuousClock.now - startFailsSince > .seconds(20)
    }

    private func noteStarted(_ time: EngineTime, under witness: EngineWitness?) async throws(DriverStop) {
        attempt.startedAt = time
        attempt.witness = witness ?? attempt.witness
        try await note(.started(time, witness))
        services.failpoints.hit(.runningStored)
        tellStart(time)
        services.publish(Hint(kind: .job, job: id.job, attempt: id.number))
    }

    /// Goes on with an attempt of an earlier worker.
    private func resume() async throws(DriverStop) -> ExecutionID? {
        if let known = attempt.executionID { return try await resumeKnown(known) }
        let store = services.store.id
        let listed = try await ask { () async throws(ExecutorError) in try await executor.list(store: store) }
        guard case .success(let containers) = listed,
            let found = containers.first(where: { $0.attempt == id })
        else {
            return try await settleBeforeStart(try await undelivered(), removing: nil)
        }
        attempt.executionID = found.id
        try await note(.prepared(found.id))
        return try await resumeKnown(found.id)
    }

    /// Goes on with a container that exists, or did, in whatever state it is by now.
    private func resumeKnown(_ container: ExecutionID) async throws(DriverStop) -> ExecutionID? {
        let answer = try await ask { () async throws(ExecutorError) in try await look(at: container) }
        guard case .success(let (inspection, daemon)) = answer else { return container }
        switch inspection.state {
        case .created:
            guard attempt.startedAt == nil else { return container }
            // Also after a start that failed: only the engine's answer to another one tells a mistake of the job from an
            // outage of the engine's own parts, which leaves the same marks on the container (F24).
            return try await start(PreparedContainer(id: container, isFresh: false))
        case .running, .exited, .dead, .notFound, .unknown:
            startedByEngine = inspection.startedAt
            if attempt.startedAt == nil {
                try await noteStarted(
                    inspection.startedAt ?? EngineTime(attempt.claimedAt),
                    under: inspection.state.isRunning ? .seenRunning(under: daemon) : nil)
            }
            return container
        }
    }

    /// The worker before this one died before its create call, so that nothing was ever started: back to the queue. A job
    /// that this happens to again and again may be what kills its workers; it must not take the others along (F18).
    private func undelivered() async throws(DriverStop) -> AttemptOutcome {
        let attempts = try await save { () async throws(StoreError) in try await services.store.attempts(of: id.job) }
        let deaths = 1 + attempts.count { $0.exitReason == .notStarted && $0.error != nil }
        guard deaths >= Self.maxDeliveries else {
            return AttemptOutcome(
                reason: .notStarted, error: "The worker ended before the container was made.", reachedStart: false)
        }
        return AttemptOutcome(
            reason: .internal,
            error:
                "\(deaths) workers ended while they launched this job. See the worker's log, then `berth retry \(id.job)`.",
            errorCode: .unknown, reachedStart: false)
    }

    /// So many workers may die while they launch a job (reliability.md 4, "Retry").
    private static var maxDeliveries: Int { 3 }

    private var cancelled: AttemptOutcome {
        AttemptOutcome(
            reason: .cancelled, error: requests.cancelRequestedBy.map { "Cancelled by \($0) before it started." },
            reachedStart: false)
    }

    private func failure(_ error: ExecutorError) -> AttemptOutcome {
        let reason: ExitReason = [.imageNotFound, .unauthorized].contains(error.code) ? .imageError : .startError
        return AttemptOutcome(
            reason: reason, exitCode: error.exitCode, error: error.message, errorCode: error.code, reachedStart: false)
    }

    /// Settles an attempt whose container never ran, and removes the container if there is one.
    private func settleBeforeStart(
        _ outcome: AttemptOutcome, removing container: ExecutionID?
    ) async throws(DriverStop) -> ExecutionID? {
        try await settle(outcome, LogPump.Summary(progress: LogProgress(), completeness: .complete))
        if let container { await supervisor.removeContainer(container, of: id) }
        return nil
    }
}
