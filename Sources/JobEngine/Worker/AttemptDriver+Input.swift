import JobCore
import Logging

/// Jobs whose standard input is sent by the process that submitted them. The bytes never pass the worker: its death is not
/// their end, nor is a slow reader its trouble. It only sees to it that no job waits for a sender that has died.
extension AttemptDriver {
    private var input: InputTicket.State {
        InputTicket.state(of: id.job, beside: services.socketPath)
    }

    /// Whether the job needs no input, or somebody is there to send it.
    var hasInput: Bool { !job.spec.takesInput || input == .awaited }

    /// Waits until the sender's line to the container stands: nothing that the job writes first is to be missed on a terminal.
    ///
    /// - Returns: whether the job may start; not when its sender has died.
    func awaitInput() async throws(DriverStop) -> Bool {
        guard job.spec.takesInput else { return true }
        let limit = ContinuousClock.now + .seconds(30)
        while input == .awaited, requests.cancelRequestedAt == nil, ContinuousClock.now < limit {
            try leaveIfAsked()
            await wait(atMost: .milliseconds(20))
        }
        return input != .abandoned
    }

    /// The end of an attempt whose sender left before the start.
    var withoutInput: AttemptOutcome {
        InputTicket.discard(of: id.job, beside: services.socketPath)
        return AttemptOutcome(
            reason: .startError,
            error: "Who was to send its standard input has left before it started. Send it again by `berth run -i`.",
            reachedStart: false)
    }

    /// Ends the input of a container whose sender died before the line to it stood. Once it stands, the engine does that.
    func endAbandonedInput(of container: ExecutionID) async {
        guard job.spec.takesInput, let executor = executor as? any InputAttaching else { return }
        while true {
            switch input {
            case .connected: return
            case .awaited: break
            case .abandoned:
                if let session = try? await executor.attach(to: container, receivesOutput: false) {
                    await session.endInput()
                    await session.close()
                    InputTicket.discard(of: id.job, beside: services.socketPath)
                    services.logger.notice("input ended: its sender has died", metadata: ["attempt": "\(id)"])
                    return
                }
            }
            guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
        }
    }
}
