import ConsoleUI
import Foundation
import JobCore
import JobEngine

extension ManagerSource {
    private static let errorLinesShown = 8
    /// Jobs of the same name that are looked at.
    private static let historyLimit = 50
    private static let prerequisitesShown = 20
    private static let dependentsShown = 8
    private static let badMembersShown = 8

    /// Reads what one tab of the detail shows, and no more.
    func detail(_ request: JobDetailRequest) async throws -> JobDetail {
        switch request.tab {
        case .overview: try await overview(request.job)
        case .environment, .spec: JobDetail()
        case .events: JobDetail(events: try await manager.journal.newestEvents(job: request.job, limit: 500))
        }
    }

    private func overview(_ number: JobNumber) async throws -> JobDetail {
        let job: Job
        switch try await manager.jobs.target(.number(number)) {
        case .job(let found): job = found
        case .array(let array): return try await overview(array)
        }
        var detail = JobDetail(attempts: try await manager.journal.attempts(of: number))
        detail.history = try await history(of: job)
        detail.prerequisites = try await prerequisites(of: number)
        detail.dependents = try await manager.jobs.dependents(of: number, limit: Self.dependentsShown)
        detail.rejected = try await manager.jobs.rejectedHosts(of: number)
        guard let last = detail.attempts.last else { return detail }
        detail.usage = try await manager.journal.usage(of: last.id)
        if [.failed, .timeout, .retrying].contains(job.status) { detail.errorLines = await errorLines(of: last.id) }
        return detail
    }

    private func overview(_ array: JobArray) async throws -> JobDetail {
        guard array.failures > 0 else { return JobDetail() }
        let bad = try await manager.jobs.members(of: array.number, in: [.failed, .timeout])
        return JobDetail(badMembers: Array(bad.prefix(Self.badMembersShown)))
    }

    private func prerequisites(of number: JobNumber) async throws -> [PrerequisiteState] {
        var states: [PrerequisiteState] = []
        for dependency in try await manager.jobs.dependencies(of: number).prefix(Self.prerequisitesShown) {
            do {
                let target = try await manager.jobs.target(.number(dependency.predecessor))
                states.append(PrerequisiteState(dependency: dependency, status: target.status))
            } catch {
                guard case .store(let failure) = error, failure.code == .notFound else { throw error }
                states.append(PrerequisiteState(dependency: dependency, status: nil))
            }
        }
        return states
    }

    /// The last lines of standard error. A log that was deleted has none: that is no failure here.
    private func errorLines(of attempt: AttemptID) async -> [LogLine] {
        let request = LogRequest(
            sources: [LogSource(attempt: attempt, name: "")], stream: .stderr, anchor: .end,
            reach: Self.errorLinesShown)
        return (try? await detailPager.window(request).lines) ?? []
    }

    /// How the jobs of its name went that were submitted before it.
    private func history(of job: Job) async throws -> JobHistory {
        let query = JobQuery(
            statuses: [.completed, .failed, .timeout], name: job.name, order: .number, limit: Self.historyLimit,
            after: JobPage.Key(value: nil, number: job.number))
        // The query also finds names that only hold this one.
        let earlier = try await manager.jobs.list(query).jobs.filter { $0.name == job.name }
        let durations = earlier.compactMap { earlier -> Double? in
            guard earlier.status == .completed, let start = earlier.startedAt, let end = earlier.finishedAt else {
                return nil
            }
            return max(0, end.timeIntervalSince(start))
        }
        let mean = durations.isEmpty ? nil : durations.reduce(0, +) / Double(durations.count)
        return JobHistory(
            count: earlier.count, completed: earlier.count { $0.status == .completed },
            meanDuration: mean.map { .seconds($0) })
    }
}
