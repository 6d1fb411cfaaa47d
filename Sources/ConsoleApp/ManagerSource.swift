import ConsoleUI
import Foundation
import JobCore
import JobEngine

/// The console's view on the engine's front door.
struct ManagerSource: ConsoleSource {
    let manager: JobManager
    let launching: any JobLaunching
    let board: ContainerBoard
    let now: @Sendable () -> Date
    let cleanups = CleanupShelf()
    /// Apart from the log pane's, which keeps its log open.
    let detailPager: LogPager
    private let pager: LogPager

    init(manager: JobManager, launching: any JobLaunching, now: @escaping @Sendable () -> Date) {
        self.manager = manager
        self.launching = launching
        board = ContainerBoard(manager: manager)
        self.now = now
        detailPager = LogPager { try await manager.logs.reader(for: $0) }
        pager = LogPager { attempt in
            let attempts = try await manager.journal.attempts(of: attempt.job)
            return attempts.first { $0.id == attempt }?.logCompleteness ?? .open
        } makeReader: {
            try await manager.logs.reader(for: $0)
        }
    }

    func read(_ request: ReadRequest) async throws -> ConsoleAction {
        switch request {
        case .jobs(let request):
            .jobsLoaded(try await JobPager(manager.jobs).page(request), for: request)
        case .job(let number): .jobLoaded(try await manager.jobs.find(.number(number)))
        case .log(let request): .logLoaded(try await pager.window(request), for: request)
        case .summary: .summaryLoaded(try await summary())
        case .hosts: .hostsLoaded(try await hosts())
        case .detail(let request): .detailLoaded(try await detail(request), for: request)
        case .usage(let attempts): .usageLoaded(try await manager.journal.latestUsage(of: attempts))
        case .containers(let host): .containersLoaded(try await board.list(host: host))
        case .container(let request): .containerLoaded(try await container(request), for: request)
        case .groups: .groupsLoaded(try await manager.groups.list())
        case .schedules: .schedulesLoaded(try await manager.schedules.list())
        case .runs(let schedule): .runsLoaded(try await runs(of: schedule), schedule: schedule)
        case .notifications: .notificationsLoaded(try await notifications())
        case .watched(let numbers): .watchedLoaded(try await jobs(numbers))
        case .events(let request): .eventsLoaded(try await manager.journal.newestEvents(limit: request.limit))
        }
    }

    func changes() -> AsyncStream<Change> {
        manager.changes()
    }

    /// A job that was deleted meanwhile is left out.
    private func jobs(_ numbers: [JobNumber]) async throws -> [Job] {
        var jobs: [Job] = []
        for number in numbers {
            do {
                jobs.append(try await manager.jobs.find(.number(number)))
            } catch {
                guard case .store(let failure) = error, failure.code == .notFound else { throw error }
            }
        }
        return jobs
    }

    func notify(_ notice: JobNotice) async -> String? { await launching.notify(notice) }

    private func summary() async throws -> StoreSummary {
        let counts = try await manager.jobs.counts()
        let time = now()
        let worker = try await manager.journal.workers().first { $0.endedAt == nil && $0.leaseUntil > time }
        return StoreSummary(counts: counts, worker: worker.map { .running(since: $0.startedAt) } ?? .none)
    }

    private func hosts() async throws -> [HostRow] {
        let loads = try await manager.hosts.loads()
        let metrics = try await manager.hosts.metrics()
        return try await manager.hosts.list().map { host in
            HostRow(host: host, load: loads[host.name] ?? HostLoad(), metrics: metrics[host.name])
        }
    }
}
