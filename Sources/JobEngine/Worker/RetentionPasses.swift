import Foundation
import JobCore
import Logging

/// The worker's turns of deleting what its configuration does not keep (LOG-05, CMD-08).
struct RetentionPasses: Sendable {
    let services: WorkerServices

    /// How often it looks.
    private static let period = Duration.seconds(600)
    /// So many jobs in one turn; with more to do, the next one comes soon.
    private static let limit = 1000
    private static let busyPeriod = Duration.seconds(5)
    /// Delivered notices are forgotten then.
    private static let noticeAge = Duration.seconds(30 * 86_400)

    /// Looks now and then until cancelled.
    func runForever() async {
        var pause = Duration.zero
        while (try? await Task.sleep(for: pause)) != nil {
            do {
                pause = try await pass() ? Self.busyPeriod : Self.period
            } catch {
                services.logger.error("\(error.message)")
                pause = Self.period
            }
        }
    }

    /// Looks once.
    ///
    /// - Returns: whether there is more to do.
    func pass() async throws(StoreError) -> Bool {
        let now = services.now()
        let retention = Retention(store: services.store, logs: services.logs, actor: "worker")
        let plan = try await retention.plan(services.options.retention, limit: Self.limit, now: now)
        try await services.store.deleteNotifications(
            endedBefore: now.addingTimeInterval(-Self.noticeAge.inSeconds))
        guard !plan.isEmpty else { return false }
        let result = try await retention.perform(plan, now: now)
        services.logger.notice("retention: \(result.sentence)")
        for failure in result.failures { services.logger.warning("\(failure)") }
        return plan.jobs.count + plan.logs.count >= Self.limit && result.failures.isEmpty
    }
}
