import ConsoleUI
import JobCore
import JobEngine

extension ManagerSource {
    /// Reads what one tab of the detail shows, and no more.
    func detail(_ request: JobDetailRequest) async throws -> JobDetail {
        switch request.tab {
        case .overview: try await overview(request.job)
        case .environment, .spec: JobDetail()
        case .events: JobDetail(events: try await manager.journal.newestEvents(job: request.job, limit: 500))
        }
    }

    private func overview(_ number: JobNumber) async throws -> JobDetail {
        var detail = JobDetail(attempts: try await manager.journal.attempts(of: number))
        if let last = detail.attempts.last { detail.usage = try await manager.journal.usage(of: last.id) }
        return detail
    }
}
