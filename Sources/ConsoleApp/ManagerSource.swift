import ConsoleUI
import Foundation
import JobCore
import JobEngine

/// The console's view on the engine's front door.
struct ManagerSource: ConsoleSource {
    private let manager: JobManager
    private let now: @Sendable () -> Date
    private let pager: LogPager

    init(manager: JobManager, now: @escaping @Sendable () -> Date) {
        self.manager = manager
        self.now = now
        pager = LogPager { try await manager.logs.reader(for: $0) }
    }

    func jobs(_ request: JobListRequest) async throws -> JobListPage {
        try await JobPager { try await manager.jobs.list($0) }.page(request)
    }

    func log(_ request: LogRequest) async throws -> LogWindow {
        try await pager.window(request)
    }

    func summary() async throws -> StoreSummary {
        let counts = try await manager.jobs.counts()
        let time = now()
        let worker = try await manager.journal.workers().first { $0.endedAt == nil && $0.leaseUntil > time }
        return StoreSummary(counts: counts, worker: worker.map { .running(since: $0.startedAt) } ?? .none)
    }

    func cancel(_ job: JobNumber) async throws {
        _ = try await manager.jobs.cancel(job)
    }

    func changes() -> AsyncStream<Change> {
        manager.changes()
    }
}
