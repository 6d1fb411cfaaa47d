import ConsoleUI
import JobCore
import JobEngine
import Synchronization

@testable import ConsoleApp

/// A store in memory behind the console's seam; counts what is asked of it.
final class FakeSource: ConsoleSource {
    struct Contents: Sendable {
        var jobs = Samples.fleet
        var log: [String] = Samples.logTexts
        var summary = Samples.summary
        var failure: StoreError?
        var refusal: StoreError?
        var cancelled: [JobNumber] = []
        var jobReads = 0
        var logReads: [LogRequest] = []
        var blocksCancel = false
        var shells: [ShellTarget] = []
    }

    private let contents = Mutex(Contents())
    private let stream: AsyncStream<Change>
    private let continuation: AsyncStream<Change>.Continuation

    init(_ change: (inout Contents) -> Void = { _ in }) {
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
        contents.withLock { change(&$0) }
    }

    var state: Contents { contents.withLock { $0 } }

    func change(_ body: @Sendable (inout Contents) -> Void, telling change: Change = .store) {
        contents.withLock { body(&$0) }
        continuation.yield(change)
    }

    func changeSilently(_ body: @Sendable (inout Contents) -> Void) {
        contents.withLock { body(&$0) }
    }

    func jobs(_ request: JobListRequest) async throws -> JobListPage {
        try contents.withLock { contents in
            contents.jobReads += 1
            if let failure = contents.failure { throw failure }
            let jobs = request.scope == .all ? contents.jobs : contents.jobs.filter { !$0.status.isTerminal }
            return JobListPage(jobs: jobs)
        }
    }

    func log(_ request: LogRequest) async throws -> LogWindow {
        contents.withLock { contents in
            contents.logReads.append(request)
            let total = contents.log.count
            let place =
                switch request.anchor {
                case .start: 0
                case .end, .seek: total
                case .around(let place): Int(place.line)
                }
            let first = max(0, place - request.reach)
            let lines = Array(contents.log[first..<max(first, min(total, place + request.reach))])
            return Samples.window(
                lines, first: Int64(first), total: Int64(total), attempt: request.sources[0].attempt)
        }
    }

    func read(_ request: ReadRequest) async throws -> ConsoleAction {
        switch request {
        case .jobs(let request): .jobsLoaded(try await jobs(request), for: request)
        case .job(let number): .jobLoaded(try job(number))
        case .log(let request): .logLoaded(try await log(request), for: request)
        case .summary: .summaryLoaded(state.summary)
        case .hosts: .hostsLoaded(Samples.hosts)
        case .detail(let request): .detailLoaded(Samples.detail, for: request)
        case .usage: .usageLoaded([:])
        case .events: .eventsLoaded(Samples.events)
        case .containers: .containersLoaded(Samples.containers)
        case .container(let request): .containerLoaded(Samples.containerDetail(request.tab), for: request)
        case .groups: .groupsLoaded(Samples.groups)
        case .schedules: .schedulesLoaded(Samples.schedules)
        case .runs(let schedule): .runsLoaded(Samples.runs, schedule: schedule)
        case .notifications: .notificationsLoaded(Samples.notifications)
        case .watched(let numbers): .watchedLoaded(state.jobs.filter { numbers.contains($0.number) })
        }
    }

    private func job(_ number: JobNumber) throws -> Job {
        guard let job = state.jobs.first(where: { $0.number == number }) else {
            throw StoreError(.notFound, "There is no job \(number).")
        }
        return job
    }

    func reply(to request: ConsoleRequest) async -> ConsoleReply {
        guard case .change(let change, let jobs) = request else { return .done("Done.") }
        while state.blocksCancel { try? await Task.sleep(for: .milliseconds(5)) }
        return contents.withLock { contents in
            let refusal = contents.refusal.map { String(describing: $0) }
            if refusal == nil, change == .cancel { contents.cancelled += jobs }
            return .changed(
                change,
                jobs.map {
                    JobChangeResult(
                        job: $0, sentence: refusal ?? "Job \($0) is asked to end.", isRefused: refusal != nil)
                })
        }
    }

    func shell(in target: ShellTarget, on terminal: LentTerminal) async -> ConsoleReply {
        changeSilently { $0.shells.append(target) }
        return .done("The shell ended with exit code 0.")
    }

    func notify(_ notice: JobNotice) async -> String? { "Could not run 'ping': it was not found." }

    func changes() -> AsyncStream<Change> { stream }
}
