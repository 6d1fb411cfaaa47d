import ConsoleUI
import JobCore
import JobEngine

extension ManagerSource {
    func reply(to request: ConsoleRequest) async -> ConsoleReply {
        switch request {
        case .change(let change, let jobs):
            var results: [JobChangeResult] = []
            for job in jobs { results.append(await result(of: change, to: job)) }
            return .changed(change, results)
        case .activate(let host, let isActive): return await activate(host, isActive)
        case .check(let host): return await check(host)
        }
    }

    private func result(of change: JobChange, to job: JobNumber) async -> JobChangeResult {
        var result = JobChangeResult(job: job)
        do {
            switch change {
            case .cancel: _ = try await manager.jobs.cancel(job)
            case .kill: _ = try await manager.jobs.cancel(job, kill: true)
            case .delete: try await manager.jobs.delete(job)
            case .runAgain: result.made = try await manager.jobs.retry(job).number
            case .hold: _ = try await manager.jobs.hold(job)
            case .release: _ = try await manager.jobs.release(job)
            case .priority(let value): _ = try await manager.jobs.setPriority(job, to: value)
            }
        } catch {
            result.refusal = String(describing: error)
        }
        return result
    }

    private func activate(_ name: String, _ isActive: Bool) async -> ConsoleReply {
        do {
            var host = try await manager.hosts.find(name)
            host.isActive = isActive
            try await manager.hosts.update(host)
            let words = isActive ? "takes jobs again." : "takes no new jobs; what runs there goes on."
            return .done("Host '\(name)' \(words)")
        } catch {
            return .refused(String(describing: error))
        }
    }

    private func check(_ name: String) async -> ConsoleReply {
        do {
            let health = try await manager.hosts.check(name)
            if let failure = health.failure { return .refused("Host '\(name)' is not well: \(failure)") }
            let engine = health.engine.map { " (\($0))" } ?? ""
            return .done("Host '\(name)' answered in \(health.responseTime.forPeople)\(engine).")
        } catch {
            return .refused(String(describing: error))
        }
    }
}
