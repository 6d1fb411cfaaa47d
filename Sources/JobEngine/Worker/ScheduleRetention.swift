import JobCore

/// Deletes the runs of schedules beyond those that each keeps (QUEUE-13): logs first, so that a crash leaves a row that is found
/// again rather than files that nobody knows.
struct ScheduleRetention: Sendable {
    let services: WorkerServices

    /// How many are deleted at once.
    private static let batch = 200

    /// Looks once.
    func enforce() async throws(StoreError) {
        let outdated = try await services.store.outdatedRuns(limit: Self.batch)
        for job in outdated { try await services.logs.removeLogs(of: job) }
        guard !outdated.isEmpty else { return }
        _ = try await services.store.change(outdated, .delete, actor: "worker")
    }
}
