import Foundation
import JobCore
import Logging

/// Who looks after which host.
extension Worker {
    /// Those that have attempts, or may get some.
    var allSupervisors: [HostSupervisor] { supervisors.values + retiring.map(\.supervisor) }

    /// Follows the hosts in the store. Settings that only the worker looks at hold at once; where the executor itself is
    /// another one, a new supervisor begins, and the old one goes when its last attempt has ended (ROUTE-13).
    func refreshSupervisors() async throws(StoreError) {
        let hosts = try await services.store.hosts().filter { isServed($0) }
        for host in hosts {
            var settings = host
            settings.condition = nil
            if let supervisor = supervisors[host.name] {
                guard supervisor.host != settings else { continue }
                guard supervisor.host.executorSettings != settings.executorSettings else {
                    supervisor.apply(settings)
                    continue
                }
                retire(supervisor)
            }
            supervise(settings)
        }
        let names = Set(hosts.map(\.name))
        for (name, supervisor) in supervisors where !names.contains(name) {
            retire(supervisor)
            // Its connections end with the last attempt there, not with the worker.
            pool.invalidate(host: name)
        }
        for name in unbuildable.keys where !names.contains(name) { unbuildable[name] = nil }
        if !retiring.isEmpty { await endRetired() }
    }

    private func isServed(_ host: JobHost) -> Bool {
        let options = services.options
        return (options.hosts.isEmpty || options.hosts.contains(host.name))
            && (options.kind.map { $0 == host.kind } ?? true)
    }

    private func supervise(_ host: JobHost) {
        let lease: ExecutorLease
        do {
            lease = try pool.lend(for: host)
        } catch {
            let condition = HostCondition(
                state: .misconfigured(error.description), reason: error.description, checkedAt: services.now())
            let isKnown = unbuildable[host.name]?.condition?.reason == condition.reason
            unbuildable[host.name] = host
            unbuildable[host.name]?.condition = condition
            guard !isKnown else { return }
            services.logger.error("\(error.description)", metadata: ["host": "\(host.name)"])
            Task { [services] in
                try? await services.store.setCondition(condition, ofHost: host.name)
                services.publish(Hint(kind: .host, text: host.name))
            }
            return
        }
        unbuildable[host.name] = nil
        let supervisor = HostSupervisor(host: host, lease: lease, services: services, cores: cores)
        supervisors[host.name] = supervisor
        supervisorTasks[host.name] = Task { await supervisor.run() }
    }

    private func retire(_ supervisor: HostSupervisor) {
        let name = supervisor.host.name
        supervisor.retire()
        supervisors[name] = nil
        retiring.append((supervisor, supervisorTasks.removeValue(forKey: name)))
    }

    private func endRetired() async {
        let done = retiring.filter { $0.supervisor.drivers.all.isEmpty }
        retiring.removeAll { $0.supervisor.drivers.all.isEmpty }
        for (supervisor, task) in done {
            task?.cancel()
            await supervisor.finishRemovals()
            await supervisor.lease.end()
        }
    }
}
