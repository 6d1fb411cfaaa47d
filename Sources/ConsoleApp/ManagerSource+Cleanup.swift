import ConsoleUI
import JobCore
import JobEngine

extension ManagerSource {
    func planCleanup(_ choice: CleanupChoice) async -> ConsoleReply {
        do {
            let request = Cleanup.Request(
                olderThan: choice.olderThan, removesLogs: choice.removesLogs, removesHistory: choice.removesHistory)
            let plan = try await manager.cleanup.plan(request, now: now())
            cleanups.put(plan, for: choice)
            return .cleanupPlanned(
                CleanupPreview(
                    containers: Dictionary(grouping: plan.containers, by: \.host).mapValues(\.count),
                    orphans: plan.containers.count { $0.isOrphan }, jobs: plan.jobs.count, logSize: plan.logSize,
                    unreachable: plan.unreachable))
        } catch {
            return .refused(String(describing: error))
        }
    }

    func cleanUp(_ choice: CleanupChoice) async -> ConsoleReply {
        guard let plan = cleanups.take(choice) else { return .refused("Nothing was removed: look at it again first.") }
        do {
            let result = try await manager.cleanup.perform(plan, now: now())
            let done = "\(result.containers) containers removed, \(result.jobs) jobs cleaned up."
            guard let failure = result.failures.first else { return .done("Clean-up: \(done)") }
            return .refused("Clean-up: \(done) \(result.failures.count) could not be removed. \(failure)")
        } catch {
            return .refused(String(describing: error))
        }
    }
}
