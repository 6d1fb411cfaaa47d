import Foundation
import JobCore
import Logging

/// From a started container to its proven end.
extension AttemptDriver {
    /// How a container's life ended, before it becomes an outcome.
    struct Ending: Sendable {
        var verdict: Verdict
        var inspection: ContainerInspection?
        /// Whether the daemon was replaced while the container ran, and the container did not live on.
        var engineWasDown = false
    }

    /// Watches until the container has ended and the end is proven, or its engine says that it is gone.
    func watch(_ container: ExecutionID) async throws(DriverStop) -> Ending {
        noteContainer()
        running = container
        let follower = Task { await pump.follow(container, isOver: { self.hasEnded }, onEnd: { self.look() }) }
        let sampler = Task { await sampleEarly() }
        let input = Task { await endAbandonedInput(of: container) }
        defer {
            running = nil
            sampler.cancel()
            input.cancel()
            if Task.isCancelled { follower.cancel() }
        }
        do {
            let ending = try await watchForEnd(container)
            noteEnd()
            services.failpoints.hit(.exitSeen)
            await pump.letFollowEnd(follower)
            return ending
        } catch {
            follower.cancel()
            await follower.value
            throw error
        }
    }

    private func watchForEnd(_ container: ExecutionID) async throws(DriverStop) -> Ending {
        var deadline: ContinuousClock.Instant?
        if let timeout = job.timeout { deadline = .now.advanced(by: timeout - (try await timeSinceStart())) }
        var ender: Task<Void, Never>?
        var wasKilled = false
        defer { ender?.cancel() }
        if isAdopted { look() }
        while true {
            try leaveIfAsked()
            if takeMayHaveEnded(), let ending = try await lookForEnd(container) { return ending }
            if requests.kill, !wasKilled {
                wasKilled = true
                endRequest = endRequest ?? .cancel(at: requests.cancelRequestedAt ?? services.now())
                ender?.cancel()
                ender = Task { await end(container, grace: nil) }
            } else if endRequest == nil, let at = requests.cancelRequestedAt {
                services.failpoints.hit(.cancelSeen)
                endRequest = .cancel(at: at)
                ender = Task { await end(container, grace: job.spec.stopGrace) }
            } else if endRequest == nil, let deadline, ContinuousClock.now >= deadline {
                endRequest = .timeout
                try await note(.timeoutRequested(services.now()))
            }
            if endRequest == .timeout, ender == nil { ender = Task { await end(container, grace: job.spec.stopGrace) } }
            if mayHaveEnded { continue }
            await wait(atMost: endRequest == nil ? deadline.map { $0 - ContinuousClock.now } : .seconds(15))
            // A stop that the engine has answered, or lost, is followed by a look, whatever events say.
            if endRequest != nil { look() }
        }
    }

    /// How long a container that an earlier worker started has run, by the engine's own clock alone: this machine's may be
    /// off, or have been set since (F76, F77).
    private func timeSinceStart() async throws(DriverStop) -> Duration {
        guard let startedAt = startedByEngine else { return .zero }
        while true {
            let health = await executor.health()
            if health.isHealthy {
                let now = health.engineTime?.date ?? services.now()
                return .seconds(max(0, now.timeIntervalSince(startedAt.date)))
            }
            try leaveIfAsked()
            await wait(atMost: .seconds(1))
        }
    }

    /// Ends the container; SIGKILL at once without a grace time. Asks again until the engine has taken it.
    private func end(_ container: ExecutionID, grace: Duration?) async {
        services.failpoints.hit(.stopSent)
        while !Task.isCancelled {
            if supervisor.isLost {
                try? await Task.sleep(for: .seconds(1))
                continue
            }
            do {
                if let grace {
                    try await supervisor.measured(.stop) { () async throws(ExecutorError) in
                        try await executor.stop(container, grace: grace)
                    }
                } else {
                    try await supervisor.measured(.kill) { () async throws(ExecutorError) in
                        try await executor.kill(container)
                    }
                }
                break
            } catch {
                services.logger.warning("\(error.message)", metadata: ["attempt": "\(id)"])
                if error.isOutage { await supervisor.reportOutage(error) }
                try? await Task.sleep(for: .seconds(1))
            }
        }
        look()
    }

    /// Inspects between two looks at who answers, so that the answer is known to be that daemon's. The first may be any
    /// earlier one: a daemon that answered before and answers after was there all the time, since none comes back.
    func look(at container: ExecutionID) async throws(ExecutorError) -> (ContainerInspection, EngineIncarnation) {
        var before = try await supervisor.knownIncarnation()
        while true {
            let inspection = try await supervisor.measured(.inspect) { () async throws(ExecutorError) in
                try await executor.inspect(container)
            }
            let after = try await supervisor.refreshIncarnation()
            if before.id == after.id { return (inspection, after) }
            before = after
        }
    }

    /// Inspects once.
    ///
    /// - Returns: `nil` while the container goes on.
    private func lookForEnd(_ container: ExecutionID) async throws(DriverStop) -> Ending? {
        let answer = try await ask { () async throws(ExecutorError) in try await look(at: container) }
        guard case .success(let (inspection, daemon)) = answer else {
            try? await Task.sleep(for: .milliseconds(500))
            return nil
        }
        try await noteAnswer(of: daemon, isRunning: inspection.state.isRunning)
        switch inspection.state {
        case .running:
            looksInVain = 0
            return nil
        case .exited(let code, let wasOutOfMemory):
            return try await judge(inspection, daemon, code, wasOutOfMemory)
        case .notFound:
            return Ending(
                verdict: .faulted(
                    reason: .containerRemoved,
                    sentence: "The container was removed by someone else while the job ran."))
        case .dead(let reason):
            return await neitherAliveNorGone("The engine reports the container as dead: \(reason)")
        case .created:
            // An engine that was killed before it wrote the start down, or that takes its new start for that of its machine.
            return await neitherAliveNorGone("The engine has forgotten that it had started the container.")
        case .unknown:
            return nil
        }
    }

    /// Somebody removes it, or the engine is about to find out: what becomes of that shows within moments (F44, F45).
    ///
    /// - Returns: `nil` for some looks, of which each brings the next.
    private func neitherAliveNorGone(_ sentence: String) async -> Ending? {
        looksInVain += 1
        guard looksInVain > 10 else {
            try? await Task.sleep(for: .milliseconds(500))
            look()
            return nil
        }
        return Ending(verdict: .faulted(reason: .lost, sentence: sentence))
    }

    /// Remembers who answered; stored only when it is another daemon than before.
    private func noteAnswer(of daemon: EngineIncarnation, isRunning: Bool) async throws(DriverStop) {
        let before = attempt.witness
        if isRunning {
            attempt.witness = .seenRunning(under: daemon)
        } else {
            attempt.witness?.noteAnswer(of: daemon)
        }
        if let witness = attempt.witness, witness != before { try await note(.witnessed(witness)) }
    }

    private func judge(
        _ inspection: ContainerInspection, _ daemon: EngineIncarnation, _ code: Int, _ wasOutOfMemory: Bool
    ) async throws(DriverStop) -> Ending? {
        var evidence = Verdict.Evidence(
            code: code, wasOutOfMemory: wasOutOfMemory, startedAt: inspection.startedAt ?? attempt.startedAt,
            finishedAt: inspection.finishedAt, engine: daemon, witness: attempt.witness,
            isStartRemembered: daemon.rememberedStarts.contains(inspection.id),
            wasEndRequested: endRequest != nil || requests.cancelRequestedAt != nil, hasBeenHeld: false)
        while true {
            let verdict = Verdict.judge(evidence)
            guard case .hold(let pause) = verdict else {
                return Ending(
                    verdict: verdict, inspection: inspection, engineWasDown: evidence.outputMayHaveGaps)
            }
            try leaveIfAsked()
            try? await Task.sleep(for: pause)
            // Meanwhile somebody may have removed it, or started it again (F45, F46).
            let answer = try await ask { () async throws(ExecutorError) in try await look(at: inspection.id) }
            guard case .success(let (later, daemon)) = answer, later.state == inspection.state,
                later.finishedAt == inspection.finishedAt
            else {
                look()
                return nil
            }
            try await noteAnswer(of: daemon, isRunning: false)
            evidence.engine = daemon
            evidence.witness = attempt.witness
            evidence.isStartRemembered = daemon.rememberedStarts.contains(inspection.id)
            evidence.wasEndRequested = endRequest != nil || requests.cancelRequestedAt != nil
            evidence.hasBeenHeld = true
        }
    }

    /// Measures once, soon after the start; from then on the supervisor measures all together.
    private func sampleEarly() async {
        guard (try? await Task.sleep(for: .seconds(1))) != nil, let sample = await measure(), !Task.isCancelled else {
            return
        }
        try? await services.store.addUsage([(sample, fence)])
        services.publish(Hint(kind: .usage, job: id.job, attempt: id.number))
    }

    /// What its container uses now; `nil` when none runs, or when that cannot be told: a gap in a picture, nothing more.
    func measure() async -> UsageSample? {
        guard let running, let meter = executor as? any UsageReporting,
            let sample = try? await meter.usage(of: running, after: lastUsage)
        else { return nil }
        lastUsage = sample
        return sample
    }
}
