import JobCore
import Logging

/// Keeps all logs together within their limit by deleting those of the jobs that finished first (LOG-05).
struct LogRetention: Sendable {
    let services: WorkerServices

    /// How often it looks.
    private static let period = Duration.seconds(600)

    /// Looks now and then until cancelled.
    func runForever() async {
        repeat {
            do {
                try await enforce()
            } catch {
                services.logger.error("\(error.message)")
            }
        } while (try? await Task.sleep(for: Self.period)) != nil
    }

    /// Looks once.
    func enforce() async throws(StoreError) {
        let limit = services.options.totalLogLimit.rawValue
        var sizes = try await services.logs.sizes()
        var total = sizes.values.reduce(0) { $0 + $1.rawValue }
        var query = JobQuery(
            statuses: Set(JobStatus.terminal), order: .finished, isDescending: false, limit: 500)
        while total > limit {
            let page = try await services.store.jobs(query)
            for job in page.jobs where total > limit {
                guard let size = sizes.removeValue(forKey: job.number) else { continue }
                try await services.logs.removeLogs(of: job.number)
                total -= size.rawValue
                try await services.store.addEvent(
                    kind: "log_deleted", job: job.number,
                    detail: "All logs together passed \(services.options.totalLogLimit); this was the oldest.",
                    actor: "worker", now: services.now())
            }
            guard let next = page.next else { return }
            query.after = next
        }
    }
}
