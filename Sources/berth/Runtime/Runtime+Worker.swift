import JobEngine

extension Runtime {
    /// Starts a worker in the background unless one is active.
    func startWorker() async throws {
        try await BackgroundWorker(settings: settings, directory: directory).start()
    }

    /// Runs `body`, then starts a worker when there is work for one, also when a part of `body` failed.
    func withWorker(
        unless isUnwanted: Bool, when isNeeded: () -> Bool, _ body: () async throws -> Void
    ) async throws {
        do {
            try await body()
        } catch {
            if isNeeded(), !isUnwanted { try? await startWorker() }
            throw error
        }
        if isNeeded(), !isUnwanted { try await startWorker() }
    }
}
