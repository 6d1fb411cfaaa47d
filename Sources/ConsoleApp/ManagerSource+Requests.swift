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
        case .find(let list): return await find(list)
        case .planCleanup(let choice): return await planCleanup(choice)
        case .cleanUp(let choice): return await cleanUp(choice)
        case .activate(let host, let isActive): return await activate(host, isActive)
        case .addHost(let host):
            return await keep(host, "Host '\(host.name)' is added.") { try await manager.hosts.add(host) }
        case .changeHost(let host):
            return await keep(host, "Host '\(host.name)' is changed.") { try await manager.hosts.update(host) }
        case .check(let host): return await check(host)
        case .changeGroup(let group, let change): return await self.change(group, change)
        case .changeSchedule(let schedule, let change): return await self.change(schedule, change)
        case .noteReveal(let job, let field): return await noteReveal(of: field, job)
        case .saveLog(let sources, let path, let overwrites):
            return await exporter.save(sources, path: path, overwrites: overwrites)
        case .viewLog(let sources, let tool): return await exporter.prepare(sources, for: tool)
        case .readRunLine, .launch, .form, .templates, .saveTemplate: return await launchReply(to: request)
        }
    }

    private var exporter: LogExporter {
        LogExporter { [manager] in try await manager.logs.reader(for: $0) }
    }

    private func result(of change: JobChange, to job: JobNumber) async -> JobChangeResult {
        do {
            return JobChangeResult(job: job, sentence: try await perform(change, onNumber: job))
        } catch {
            return JobChangeResult(job: job, sentence: String(describing: error), isRefused: true)
        }
    }

    /// A number names a job or an array. That it is an array is found out only where no job has it.
    private func perform(_ change: JobChange, onNumber number: JobNumber) async throws -> String {
        do {
            return try await perform(change, on: number)
        } catch {
            guard case ManagerError.store(let failure) = error, failure.code == .notFound,
                case .array(let array) = try await manager.jobs.target(.number(number))
            else { throw error }
            return try await perform(change, on: array)
        }
    }

    /// First it is written down, then it is shown (S14).
    private func noteReveal(of field: String, _ job: JobNumber?) async -> ConsoleReply {
        do {
            try await manager.journal.noteReveal(of: field, in: job)
            return .revealed(field: field)
        } catch {
            return .refused(String(describing: error))
        }
    }

    /// Does it, and says what was done.
    private func perform(_ change: JobChange, on job: JobNumber) async throws -> String {
        switch change {
        case .cancel:
            let after = try await manager.jobs.cancel(job)
            return after.status.isTerminal ? "Job \(job) is cancelled." : "Job \(job) is asked to end."
        case .kill:
            let after = try await manager.jobs.cancel(job, kill: true)
            return after.status.isTerminal ? "Job \(job) is cancelled." : "Job \(job) is being killed."
        case .giveUp:
            _ = try await manager.jobs.giveUp(job)
            return "Job \(job) is given up: nobody waits for its host any more."
        case .delete:
            try await manager.jobs.delete(job)
            return "Job \(job) is deleted."
        case .runAgain: return "Job \(job) runs again as job \(try await manager.jobs.retry(job).number)."
        case .hold:
            _ = try await manager.jobs.hold(job)
            return "Job \(job) is held."
        case .release:
            _ = try await manager.jobs.release(job)
            return "Job \(job) is released."
        case .priority(let delta):
            let before = try await manager.jobs.find(.number(job)).priority
            let after = try await manager.jobs.setPriority(job, to: min(100, max(0, before + delta)))
            return "Job \(job) has priority \(after.priority)."
        case .set(let changes):
            for change in changes {
                for outcome in try await manager.jobs.change([job], change) {
                    if case .failure(let error) = outcome.result { throw ManagerError.store(error) }
                }
            }
            return "Job \(job) is changed."
        }
    }

    private func find(_ list: JobListRequest) async -> ConsoleReply {
        do {
            let found = try await JobPager(manager.jobs).numbers(list, atMost: 10_000)
            return .found(found.numbers, isAll: found.isAll)
        } catch {
            return .refused(String(describing: error))
        }
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

    /// Stores a host; what is wrong with it belongs to a field of its form.
    private func keep(_ host: JobHost, _ sentence: String, _ store: () async throws -> Void) async -> ConsoleReply {
        do {
            try await store()
            return .done(sentence)
        } catch ManagerError.invalid(let input) {
            return .invalid(input)
        } catch {
            return .refused(String(describing: error))
        }
    }

    private func check(_ name: String) async -> ConsoleReply {
        do {
            let health = try await manager.hosts.check(name)
            if let failure = health.failure { return .refused("Host '\(name)' is not well: \(failure)") }
            let engine = health.engine.map { " (\($0))" } ?? ""
            let milliseconds = max(1, Int((health.responseTime.inSeconds * 1000).rounded()))
            return .done("Host '\(name)' answered in \(milliseconds) ms\(engine).")
        } catch {
            return .refused(String(describing: error))
        }
    }
}
