public import JobCore

extension DockerExecutor {
    private static let removalLimit = Duration.seconds(30)

    /// Removes by force with anonymous volumes; waits at most 30 s for a removal that is under way already (F43).
    /// - Throws: `conflict` when it is still there then, the engine's refusal, or an outage.
    public func remove(_ id: ExecutionID) async throws(ExecutorError) {
        let call = EngineCall(
            method: .delete, path: "/containers/\(id.pathComponent)", query: [("force", "1"), ("v", "1")],
            deadline: .seconds(60))
        try await perform(.remove(id: id.rawValue)) {
            do {
                _ = try await client.send(call, accepting: [200, 204, 404])
            } catch EngineFailure.status(409, let message) {
                // Somebody else removes it (F43), or it cannot be removed: its absence is what counts.
                guard try await isGone(id) else { throw EngineFailure.status(409, message: message) }
            }
        }
        memory.forget(id)
    }

    /// Waits until a container that is being removed is gone, for a bounded time.
    private func isGone(_ id: ExecutionID) async throws -> Bool {
        let clock = ContinuousClock()
        let limit = clock.now + Self.removalLimit
        var pause = Duration.milliseconds(50)
        while true {
            switch try await inspect(id).state {
            case .notFound: return true
            case .dead: break
            default:
                // Not on its way out: the conflict was about something else.
                if pause > .seconds(1) { return false }
            }
            guard clock.now < limit else { return false }
            try await Task.sleep(for: pause, clock: clock)
            pause = min(pause * 2, .seconds(2))
        }
    }
}
