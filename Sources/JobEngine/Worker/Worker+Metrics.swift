import Foundation
import JobCore
import Logging

/// What a worker tells of itself: the report of SIGUSR1 (CMD-03), metrics and health (CMD-02).
extension Worker {
    /// A look at the queue happens every second; one that is older means that the worker is stuck.
    private static let longestSilence = Duration.seconds(30)

    /// Writes the queue's status to the log (SIGUSR1, CMD-03).
    public func report() async {
        guard let counts = try? await services.store.counts() else { return }
        let words = JobStatus.active.map { "\(counts[$0]) \($0)" }.joined(separator: ", ")
        services.logger.notice("queue: \(words); \(driverTasks.count) attempts under way here")
        for supervisor in supervisors.values.sorted(by: { $0.host.name < $1.host.name }) {
            let state = supervisor.condition.map { $0.isUsable ? "ok" : $0.reason ?? "not usable" } ?? "not asked yet"
            services.logger.notice(
                "host: \(state)",
                metadata: [
                    "host": "\(supervisor.host.name)", "live": "\(supervisor.drivers.all.count)",
                    "slots": "\(supervisor.host.slots)",
                ])
        }
    }

    /// From now on this worker answers who asks there.
    func answerMetrics() {
        metricsEndpoint?.answer { [weak self] path in
            switch path {
            case "/metrics": MetricsServer.Response(status: 200, body: await self?.metricsText() ?? "")
            case "/healthz": await self?.health() ?? .notFound
            default: .notFound
            }
        }
    }

    private func health() async -> MetricsServer.Response {
        let silence = ContinuousClock.now - lookedAt
        guard silence < Self.longestSilence else {
            return MetricsServer.Response(
                status: 503, body: "The queue was not looked at for \(silence.forPeople).\n")
        }
        do {
            _ = try await services.store.changeCounter()
            return MetricsServer.Response(status: 200, body: "ok\n")
        } catch {
            return MetricsServer.Response(status: 503, body: "\(error.message)\n")
        }
    }

    private func metricsText() async -> String {
        var text = MetricsText()
        text.begin(version: services.options.version, isStandby: false)
        text.begin("berth_worker_start_time_seconds", "gauge", "When this worker began, Unix time.")
        text.value("berth_worker_start_time_seconds", record.startedAt.timeIntervalSince1970)
        await addQueue(to: &text)
        addHosts(to: &text)
        addCounts(to: &text)
        ProcessMetrics.add(to: &text)
        return text.text
    }

    /// From the store. What cannot be read now is left out.
    private func addQueue(to text: inout MetricsText) async {
        guard let counts = try? await services.store.counts() else { return }
        text.begin("berth_jobs", "gauge", "Jobs in the store by status.")
        for status in JobStatus.allCases {
            text.value("berth_jobs", [("status", status.rawValue)], Double(counts[status]))
        }
        if let queue = try? await services.store.statistics() {
            text.begin("berth_queue_jobs", "gauge", "Jobs that wait, by what they wait for.")
            for (state, count) in [
                ("ready", queue.ready), ("paused", queue.paused), ("scheduled", queue.scheduled), ("held", queue.held),
                ("dependent", queue.dependent), ("retrying", queue.retrying),
            ] {
                text.value("berth_queue_jobs", [("state", state)], Double(count))
            }
            text.begin("berth_queue_oldest_ready_seconds", "gauge", "How long the longest waiting ready job waits.")
            let oldest = queue.oldestReadyAt.map { max(0, services.now().timeIntervalSince($0)) }
            text.value("berth_queue_oldest_ready_seconds", oldest ?? 0)
        }
        text.begin("berth_attempts_under_way", "gauge", "Attempts that this worker drives.")
        text.value("berth_attempts_under_way", Double(driverTasks.count))
    }

    private func addHosts(to text: inout MetricsText) {
        let hosts = supervisors.values.sorted { $0.host.name < $1.host.name }
        text.begin("berth_host_up", "gauge", "Whether the host's engine answers.")
        for host in hosts { text.value("berth_host_up", [("host", host.host.name)], host.isReachable ? 1 : 0) }
        text.begin("berth_host_start_time_seconds", "gauge", "Since when the host's executor is in use, Unix time.")
        for host in hosts {
            text.value(
                "berth_host_start_time_seconds", [("host", host.host.name)], host.metrics.since.timeIntervalSince1970)
        }
        text.begin("berth_host_slots", "gauge", "Attempts that the host takes at once.")
        for host in hosts { text.value("berth_host_slots", [("host", host.host.name)], Double(host.host.slots)) }
        text.begin("berth_host_attempts", "gauge", "Attempts under way on the host.")
        for host in hosts {
            text.value("berth_host_attempts", [("host", host.host.name)], Double(host.drivers.all.count))
        }
    }

    private func addCounts(to text: inout MetricsText) {
        let counts = services.metrics.counts
        text.begin("berth_launches_total", "counter", "Containers started by this worker.")
        for (host, count) in counts.launches.sorted(by: { $0.key < $1.key }) {
            text.value("berth_launches_total", [("host", host)], Double(count))
        }
        text.begin("berth_launch_latency_seconds", "histogram", "From ready to running.")
        text.histogram("berth_launch_latency_seconds", [], counts.launchLatency)
        add("berth_attempts_ended_total", "status", "Attempts that ended, by the status their job got.", counts.ends)
        add("berth_engine_errors_total", "code", "Calls to an engine that failed, by kind.", counts.errors)
        text.begin("berth_engine_operation_seconds", "histogram", "How long calls to an engine took.")
        for (key, histogram) in counts.operations.sorted(by: { $0.key < $1.key }) {
            text.histogram(
                "berth_engine_operation_seconds", [("host", key.host), ("operation", key.word)], histogram)
        }
        text.begin("berth_notifications_total", "counter", "Notices of ended jobs, by what became of them.")
        for (result, count) in counts.notifications.sorted(by: { $0.key < $1.key }) {
            text.value("berth_notifications_total", [("result", result)], Double(count))
        }

        func add(_ name: String, _ label: String, _ help: String, _ counts: [WorkerMetrics.Key: Int]) {
            text.begin(name, "counter", help)
            for (key, count) in counts.sorted(by: { $0.key < $1.key }) {
                text.value(name, [("host", key.host), (label, key.word)], Double(count))
            }
        }
    }
}
