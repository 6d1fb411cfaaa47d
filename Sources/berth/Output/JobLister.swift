import JobCore
import JobEngine

/// Reads a list of jobs page by page, so that a long history costs no more memory than a page.
struct JobLister: Sendable {
    let manager: JobManager
    let query: JobQuery
    /// At most so many; `nil` means all.
    let limit: Int?

    /// All jobs at once, and the arrays that some of them stand for.
    func jobs() async throws -> (jobs: [Job], arrays: [JobNumber: JobArray], hasMore: Bool) {
        var jobs: [Job] = []
        var arrays: [JobNumber: JobArray] = [:]
        let hasMore = try await forEachPage {
            jobs += $0.jobs
            arrays.merge($0.arrays) { $1 }
        }
        return (jobs, arrays, hasMore)
    }

    /// Hands over page by page.
    ///
    /// - Returns: whether there is more than the limit.
    @discardableResult
    func forEachPage(_ body: (JobPage) async throws -> Void) async throws -> Bool {
        var query = query
        var rest = limit ?? .max
        while rest > 0 {
            query.limit = min(rest, 1000)
            let page = try await manager.jobs.list(query)
            try await body(page)
            rest -= page.jobs.count
            guard let next = page.next else { return false }
            query.after = next
        }
        return true
    }
}
