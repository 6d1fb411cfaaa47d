import Foundation
import JobCore
import JobEngine

/// `berth status --json`.
struct StatusRecord: Encodable {
    struct Queue: Encodable {
        var ready: Int
        /// Ready, but their group is paused.
        var paused: Int
        var scheduled: Int
        var held: Int
        /// Wait for other jobs.
        var dependent: Int
        var launching: Int
        var running: Int
        var retrying: Int
        var completedToday: Int
        var failedToday: Int
        var cancelledToday: Int
        var oldestReadyAt: Date?
        var oldestReadySeconds: Double?
        var endedInLastHour: Int
        var jobsPerMinute: Double
        var launchSecondsMedian: Double?
        var launchSecondsPercentile95: Double?
    }

    struct Worker: Encodable {
        var processID: Int
        var machine: String
        var startedAt: Date
        var version: String
    }

    struct Kind: Encodable {
        var kind: String
        var hosts: Int
        var slots: Int
        var used: Int
        var free: Int
        var percent: Double
    }

    let schemaVersion = JSONText.schemaVersion
    var store: String
    var queue: Queue
    var hasWorker: Bool
    var worker: Worker?
    var hosts: [HostRecord]
    /// What active hosts of each kind have together.
    var kinds: [Kind]
    /// Jobs that ended in the last 24 hours: by executor (`none`: never launched), then by status.
    var endedInLastDay: [String: [String: Int]]

    private enum CodingKeys: CodingKey {
        case schemaVersion, store, queue, hasWorker, worker, hosts, kinds, endedInLastDay
    }

    init(_ status: StoreStatus) {
        store = status.store
        let queue = status.queue
        self.queue = Queue(
            ready: queue.ready, paused: queue.paused, scheduled: queue.scheduled, held: queue.held,
            dependent: queue.dependent, launching: queue.launching, running: queue.running, retrying: queue.retrying,
            completedToday: queue.completedToday, failedToday: queue.failedToday, cancelledToday: queue.cancelledToday,
            oldestReadyAt: queue.oldestReadyAt,
            oldestReadySeconds: queue.oldestReadyAt.map { max(0, status.now.timeIntervalSince($0)) },
            endedInLastHour: queue.endedInLastHour, jobsPerMinute: queue.throughput,
            launchSecondsMedian: queue.launchLatency?.median.inSeconds,
            launchSecondsPercentile95: queue.launchLatency?.percentile95.inSeconds)
        hasWorker = status.hasWorker
        worker = status.worker.map {
            Worker(processID: $0.processID, machine: $0.machine, startedAt: $0.startedAt, version: $0.version)
        }
        hosts = status.hosts.map { HostRecord($0, load: status.loads[$0.name] ?? HostLoad()) }
        kinds = status.kinds.map {
            Kind(
                kind: $0.kind.rawValue, hosts: $0.hosts, slots: $0.slots, used: $0.used, free: $0.free,
                percent: ($0.utilisation.share ?? 0) * 100)
        }
        endedInLastDay = status.queue.endedInLastDay.reduce(into: [:]) { result, entry in
            let counts = entry.value.map { ($0.key.rawValue, $0.value) }
            result[entry.key?.rawValue ?? "none"] = Dictionary(uniqueKeysWithValues: counts)
        }
    }
}
