import ConsoleUI
import JobCore
import JobEngine

/// Reads parts of the job list by key: before a job, after it, from either end. Each costs the same, however long the
/// list is.
struct JobPager {
    /// Answers one page of jobs.
    let list: (JobQuery) async throws -> JobPage
    /// Finds an array; `nil` when it is gone.
    let array: (JobNumber) async throws -> JobArray?

    /// Asks the front door.
    init(_ jobs: Jobs) {
        self.init(list: jobs.list) { number in
            do {
                guard case .array(let array) = try await jobs.target(.number(number)) else { return nil }
                return array
            } catch {
                guard case ManagerError.store(let failure) = error, failure.code == .notFound else { throw error }
                return nil
            }
        }
    }

    init(
        list: @escaping (JobQuery) async throws -> JobPage,
        array: @escaping (JobNumber) async throws -> JobArray? = { _ in nil }
    ) {
        self.list = list
        self.array = array
    }

    func page(_ request: JobListRequest) async throws -> JobListPage {
        let whole = try await whole(request)
        if request.array != nil, whole == nil { return JobListPage(jobs: []) }
        var page = try await page(request, of: whole)
        page.whole = whole
        return page
    }

    private func whole(_ request: JobListRequest) async throws -> JobArray? {
        guard let number = request.array else { return nil }
        return try await array(number)
    }

    private func page(_ request: JobListRequest, of whole: JobArray?) async throws -> JobListPage {
        switch request.anchor {
        case .start:
            let page = try await list(query(request, of: whole))
            return JobListPage(jobs: page.jobs, arrays: page.arrays, hasAfter: page.next != nil)
        case .end:
            let page = try await list(query(request, of: whole, isBackwards: true))
            return JobListPage(jobs: page.jobs.reversed(), arrays: page.arrays, hasBefore: page.next != nil)
        case .around(let key):
            var half = request
            half.limit = max(1, request.limit / 2)
            let before = try await list(query(half, of: whole, isBackwards: true, after: key))
            // A key is exclusive: the neighbour of the place, on the side of what comes before it.
            var neighbour = key
            neighbour.number = JobNumber(key.number.rawValue + (request.isDescending ? 1 : -1))
            let after = try await list(query(half, of: whole, after: neighbour))
            return JobListPage(
                jobs: before.jobs.reversed() + after.jobs, arrays: before.arrays.merging(after.arrays) { $1 },
                hasBefore: before.next != nil, hasAfter: after.next != nil)
        }
    }

    /// The numbers of the jobs and folded arrays that a list shows, from its beginning.
    func numbers(_ request: JobListRequest, atMost limit: Int) async throws -> (numbers: [JobNumber], isAll: Bool) {
        var request = request
        request.limit = 1000
        let whole = try await whole(request)
        if request.array != nil, whole == nil { return ([], true) }
        var numbers: [JobNumber] = []
        var next: JobPage.Key?
        repeat {
            let page = try await list(query(request, of: whole, after: next))
            numbers += page.jobs.map { page.arrays[$0.number]?.number ?? $0.number }
            next = page.next
        } while next != nil && numbers.count < limit
        return (Array(numbers.prefix(limit)), next == nil && numbers.count <= limit)
    }

    private func query(
        _ request: JobListRequest, of whole: JobArray?, isBackwards: Bool = false, after key: JobPage.Key? = nil
    ) -> JobQuery {
        var query = JobQuery(
            statuses: request.scope == .active ? Set(JobStatus.active) : [],
            name: request.filter.isEmpty ? nil : request.filter, order: request.order,
            isDescending: request.isDescending != isBackwards, limit: request.limit, after: key, array: whole,
            foldsArrays: request.foldsArrays)
        switch request.subset {
        case .group(let name): query.group = name
        case .schedule(let name): query.schedule = name
        case .array, nil: break
        }
        return query
    }
}
