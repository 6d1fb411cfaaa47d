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
        case .around(let key):
            var half = request
            half.limit = max(1, request.limit / 2)
            let before = try await list(query(half, isBackwards: true, after: key))
            // A key is exclusive: the neighbour of the place, on the side of what comes before it.
            var neighbour = key
            neighbour.number = JobNumber(key.number.rawValue + (request.isDescending ? 1 : -1))
            let after = try await list(query(half, after: neighbour))
            return JobListPage(
                jobs: before.jobs.reversed() + after.jobs, hasBefore: before.next != nil, hasAfter: after.next != nil)
        }
    }

    /// The numbers of the jobs that a list shows, from its beginning.
    func numbers(_ request: JobListRequest, atMost limit: Int) async throws -> (numbers: [JobNumber], isAll: Bool) {
        var request = request
        request.limit = 1000
        var numbers: [JobNumber] = []
        var next: JobPage.Key?
        repeat {
            let page = try await list(query(request, after: next))
            numbers += page.jobs.map(\.number)
            next = page.next
        } while next != nil && numbers.count < limit
        return (Array(numbers.prefix(limit)), next == nil && numbers.count <= limit)
    }

    private func query(_ request: JobListRequest, isBackwards: Bool = false, after key: JobPage.Key? = nil) -> JobQuery
    {
        JobQuery(
            statuses: request.scope == .active ? Set(JobStatus.active) : [],
            name: request.filter.isEmpty ? nil : request.filter, order: request.order,
            isDescending: request.isDescending != isBackwards, limit: request.limit, after: key)
    }
}
