import Foundation
import JobCore

/// From a proven end to a stored result and a removed container.
extension AttemptDriver {
    /// Reads the rest of the log, stores the result in one write, then has the container removed.
    func finish(_ container: ExecutionID, _ ending: Ending) async throws(DriverStop) {
        let log = try await collectLog(container, ending)
        services.failpoints.hit(.logFinal)
        try await settle(outcome(ending), log)
        if supervisor.host.removal == .atOnce { await supervisor.removeContainer(container, of: id) }
    }

    /// One final read without following, after the end: a follow may miss the last bytes (reliability.md 0.2).
    private func collectLog(_ container: ExecutionID, _ ending: Ending) async throws(DriverStop) -> LogPump.Summary {
        if ending.inspection == nil { return await pump.close(because: .containerRemoved) }
        _ = try await ask { () async throws(ExecutorError) in
            if let outage = await pump.finalRead(container) { throw outage }
        }
        return await pump.close(because: ending.engineWasDown ? .engineOutage : nil)
    }

    private func outcome(_ ending: Ending) -> AttemptOutcome {
        let inspection = ending.inspection
        var outcome = AttemptOutcome(
            reason: .internal, startedAt: inspection?.startedAt ?? attempt.startedAt,
            finishedAt: inspection?.finishedAt, reachedStart: true)
        // An engine writes down the start when it has been told of it, by when a quick job has ended.
        if let start = outcome.startedAt, let end = outcome.finishedAt, end < start { outcome.startedAt = end }
        if case .exited(_, let wasOutOfMemory) = inspection?.state { outcome.wasOutOfMemory = wasOutOfMemory }
        switch ending.verdict {
        case .exited(let code, let reason):
            outcome.exitCode = code
            outcome.reason = reason
        case .faulted(let reason, let sentence):
            outcome.reason = reason
            outcome.error = sentence
        case .hold:
            outcome.reason = .lost
        }
        switch endRequest {
        case .cancel(let at):
            // An exit before the request was stored is the job's own result (decisions 5).
            if let finishedAt = outcome.finishedAt, finishedAt.date < at, case .exited = ending.verdict { break }
            outcome.reason = .cancelled
            outcome.error = "Cancelled by \(requests.cancelRequestedBy ?? "someone")."
        case .timeout:
            outcome.reason = .timeout
            outcome.error = "Ended by its deadline of \(job.timeout?.forPeople ?? "?")."
        case nil:
            break
        }
        return outcome
    }
}
