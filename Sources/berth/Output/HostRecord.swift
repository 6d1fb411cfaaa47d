import Foundation
import JobCore

/// A host as JSON shows it.
struct HostRecord: Encodable {
    var name: String
    var kind: String
    var endpoint: String
    var slots: Int
    var usedSlots: Int
    var weight: Int
    var region: String?
    var labels: [String: String]
    var options: [String: String]
    var gpus: [String]
    var usedGPUs: [String]
    var resources: [String: Int]
    /// What is taken: `slots`, `memory` (bytes), `cores`, `GPUs`, then the counters by name.
    var utilisation: [UtilisationRecord]
    var isActive: Bool
    var allowsPull: Bool
    var removal: String
    var state: String
    var reason: String?
    var engine: String?
    var cores: Int?
    var memoryBytes: Int64?
    var runningContainers: Int?
    var capabilities: [String]?
    var responseSeconds: Double?
    var checkedAt: Date?
    var createdAt: Date
    /// Only of one that is put aside.
    var archivedAt: Date?
    /// Only where it was asked for.
    var metrics: HostMetricsRecord?

    init(_ host: JobHost, load: HostLoad) {
        name = host.name
        kind = host.kind.rawValue
        endpoint = host.endpoint
        slots = host.slots
        usedSlots = load.attempts
        weight = host.weight
        region = host.region
        labels = host.labels
        options = host.options
        gpus = host.gpus
        usedGPUs = load.gpus.sorted()
        resources = host.counters
        utilisation = ResourceLedger(host: host, load: load).utilisation.map(UtilisationRecord.init)
        isActive = host.isActive
        allowsPull = host.allowsPull
        removal = HostText.removal(host.removal)
        state = HostText.stateWord(host)
        reason = host.condition?.reason
        engine = host.condition?.engine
        cores = host.condition?.cores
        memoryBytes = host.condition?.memory?.rawValue
        runningContainers = host.condition?.runningContainers
        capabilities = host.condition?.capabilities?.map(\.rawValue).sorted()
        responseSeconds = host.condition?.responseTime?.inSeconds
        checkedAt = host.condition?.checkedAt
        createdAt = host.createdAt
    }

    init(_ archived: ArchivedHost) {
        self.init(archived.host, load: HostLoad())
        state = "archived"
        (isActive, archivedAt) = (false, archived.archivedAt)
    }
}

/// `berth host list --format json`.
struct HostListRecord: Encodable {
    let schemaVersion = JSONText.schemaVersion
    var hosts: [HostRecord]

    private enum CodingKeys: CodingKey { case schemaVersion, hosts }
}
