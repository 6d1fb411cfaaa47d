import ConsoleUI
import Foundation
import JobCore
import JobEngine

extension ManagerSource {
    /// So many runs of a schedule are shown.
    private static let runsShown = 12
    /// Older troubles are no news.
    private static let noticeWindow: TimeInterval = 7 * 86_400
    private static let failuresShown = 8
    /// So much of the journal is looked through for failures.
    private static let eventsRead = 500

    func runs(of schedule: String) async throws -> [Job] {
        try await manager.jobs.list(JobQuery(limit: Self.runsShown, schedule: schedule)).jobs
    }

    func notifications() async throws -> NotificationReport {
        let trouble = try await manager.journal.notificationTrouble(
            since: now().addingTimeInterval(-Self.noticeWindow))
        var report = NotificationReport(
            settings: try launching.notifications(), failed: trouble.failed, retrying: trouble.retrying,
            error: trouble.error)
        guard trouble.failed > 0 else { return report }
        let events = try await manager.journal.newestEvents(limit: Self.eventsRead)
        report.failures = Array(events.filter { $0.kind == "notify_failed" }.prefix(Self.failuresShown))
        return report
    }

    func change(_ group: String, _ change: GroupChange) async -> ConsoleReply {
        do {
            switch change {
            case .limit(let limit):
                let group = try await manager.groups.set(group, parallel: limit)
                let words = group.parallel.map { "at most \($0) of its jobs run at once" } ?? "it has no limit"
                return .done("Group '\(group.name)': \(words).")
            case .pause:
                _ = try await manager.groups.pause(group)
                return .done("Group '\(group)' is paused: none of its jobs is started. What runs goes on.")
            case .resume:
                _ = try await manager.groups.resume(group)
                return .done("Group '\(group)' goes on.")
            case .remove:
                _ = try await manager.groups.remove(group)
                return .done("Group '\(group)' is removed.")
            }
        } catch {
            return .refused(String(describing: error))
        }
    }

    func change(_ schedule: String, _ change: ScheduleChange) async -> ConsoleReply {
        do {
            switch change {
            case .pause:
                _ = try await manager.schedules.pause(schedule)
                return .done("Schedule '\(schedule)' is paused: it submits nothing.")
            case .resume:
                let schedule = try await manager.schedules.resume(schedule)
                return .done("Schedule '\(schedule.name)' submits again.")
            case .run:
                try await launching.prepareHost()
                let job = try await manager.schedules.run(schedule)
                try await launching.startWorker()
                return .done("Schedule '\(schedule)' was run: job \(job.number).")
            case .remove:
                try await manager.schedules.remove(schedule)
                return .done("Schedule '\(schedule)' is removed. Its jobs stay.")
            }
        } catch {
            return .refused(String(describing: error))
        }
    }

    /// The same change to all jobs of an array to which it applies, and what came of it in one sentence.
    func perform(_ change: JobChange, on array: JobArray) async throws -> String {
        let jobs = manager.jobs
        let members = try await jobs.members(of: array.number, in: change.applicable)
        guard !members.isEmpty else { return "Array \(array.number): there is nothing to do." }
        if change == .runAgain {
            let drafts = try await jobs.drafts(repeating: members)
            let (new, _) = try await jobs.submit(
                ArrayDraft(name: array.name, members: drafts, rerunOf: array.number))
            return "\(members.count) of \(array.size) jobs of array \(array.number) run again as array \(new.number)."
        }
        if change == .giveUp {
            var count = 0
            for member in members where (try? await jobs.giveUp(member)) != nil { count += 1 }
            return "Array \(array.number): \(count) of \(array.size) jobs \(change.done)."
        }
        var left = members
        var failure: StoreError?
        for step in try await steps(change, members[0]) {
            var done: [JobNumber] = []
            for outcome in try await jobs.change(left, step) {
                switch outcome.result {
                case .success: done.append(outcome.number)
                case .failure(let error): failure = failure ?? error
                }
            }
            left = done
        }
        let sentence = "Array \(array.number): \(left.count) of \(array.size) jobs \(change.done)."
        return failure.map { "\(sentence) \($0.message)" } ?? sentence
    }

    /// What is asked of the store for it.
    private func steps(_ change: JobChange, _ first: JobNumber) async throws -> [QueueChange] {
        switch change {
        case .cancel: return [.cancel(kill: false)]
        case .kill: return [.cancel(kill: true)]
        case .delete: return [.delete]
        case .hold: return [.hold]
        case .release: return [.release]
        case .priority(let delta):
            let before = try await manager.jobs.find(.number(first)).priority
            return [.priority(min(100, max(0, before + delta)))]
        case .set(let changes): return changes
        case .runAgain, .giveUp: return []
        }
    }
}

extension JobChange {
    /// The jobs of an array to which it applies; the same as for the command of its name.
    fileprivate var applicable: Set<JobStatus> {
        switch self {
        case .cancel, .kill: Set(JobStatus.active)
        case .giveUp: [.launching, .running]
        case .delete: Set(JobStatus.terminal)
        case .runAgain: [.failed, .timeout, .cancelled]
        case .hold, .priority, .set: [.pending, .queued, .retrying]
        case .release: [.pending]
        }
    }

    fileprivate var done: String {
        switch self {
        case .cancel: "are asked to end"
        case .kill: "are being killed"
        case .giveUp: "are given up"
        case .delete: "are deleted"
        case .hold: "are held"
        case .release: "are released"
        case .priority, .set: "are changed"
        case .runAgain: "run again"
        }
    }
}
