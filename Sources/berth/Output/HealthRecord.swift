import Foundation
import JobCore

/// `berth host check --format json`: what an engine answered.
struct HealthRecord: Encodable {
    let schemaVersion = JSONText.schemaVersion
    var host: String
    var isHealthy: Bool
    var failure: String?
    var failureCode: String?
    var engine: String?
    var cores: Int?
    var memoryBytes: Int64?
    var runningContainers: Int?
    var responseSeconds: Double
    var checkedAt: Date

    init(host: String, _ health: EngineHealth) {
        self.host = host
        isHealthy = health.isHealthy
        failure = health.failure
        failureCode = health.failureCode?.rawValue
        engine = health.engine
        cores = health.cores
        memoryBytes = health.memory?.rawValue
        runningContainers = health.runningContainers
        responseSeconds = health.responseTime.inSeconds
        checkedAt = health.checkedAt
    }

    private enum CodingKeys: CodingKey {
        case schemaVersion, host, isHealthy, failure, failureCode, engine, cores, memoryBytes, runningContainers
        case responseSeconds, checkedAt
    }
}
