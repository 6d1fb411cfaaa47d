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
    var steps: [Step]

    /// One step of the way to the engine.
    struct Step: Encodable {
        var name: String
        var outcome: String
        var detail: String
    }

    init(host: String, _ health: EngineHealth, steps: [ProbeStep]) {
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
        self.steps = steps.map { Step(name: $0.name, outcome: $0.outcome.rawValue, detail: $0.detail) }
    }

    private enum CodingKeys: CodingKey {
        case schemaVersion, host, isHealthy, failure, failureCode, engine, cores, memoryBytes, runningContainers
        case responseSeconds, checkedAt, steps
    }
}
