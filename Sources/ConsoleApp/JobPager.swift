import ConsoleUI
import JobCore
import JobEngine

/// Reads parts of the job list by key: before a job, after it, from either end. Each costs the same, however long the
/// list is.
struct JobPager {
    /// Answers one page of jobs.
    let list: (JobQuery) async throws -> JobPage

    func page(_ request: JobListRequest) async throws -> JobListPage {
        switch request.anchor {
        case .start:
            let page = try await list(query(request))
            return JobListPage(jobs: page.jobs, hasAfter: page.next != nil)
        case .end:
            let page = try await list(query(request, isBackwards: true))
            return JobListPage(jobs: page.jobs.reversed(), hasBefore: page.next != nil)
        case .around(let number):
            var half = request
            half.limit = max(1, request.limit / 2)
            let before = try await list(query(half, isBackwards: true, after: number.rawValue))
            // A key is exclusive: the neighbour of the job, on the side of what comes before it.
            let neighbour = number.rawValue + (request.scope == .all ? 1 : -1)
            let after = try await list(query(half, after: neighbour))
            return JobListPage(
                jobs: before.jobs.reversed() + after.jobs, hasBefore: before.next != nil, hasAfter: after.next != nil)
        }
    }

    private func query(_ request: JobListRequest, isBackwards: Bool = false, after number: Int64? = nil) -> JobQuery {
        JobQuery(
            statuses: request.scope == .active ? Set(JobStatus.active) : [],
            isDescending: (request.scope == .all) != isBackwards, limit: request.limit,
            after: number.map { JobPage.Key(value: nil, number: JobNumber($0)) })
    }
}
