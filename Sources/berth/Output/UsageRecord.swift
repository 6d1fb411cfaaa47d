import Foundation
import JobCore
import JobEngine

/// What a job uses as JSON shows it. Fields are only ever added.
struct UsageRecord: Encodable {
    let schemaVersion = JSONText.schemaVersion
    var at: Date
    var job: Int64
    var name: String
    var status: String
    var host: String?
    var cpuPercent: Double?
    var cpuSeconds: Double?
    var memoryBytes: Int64?
    var memoryLimitBytes: Int64?
    var source: String?
    var error: String?

    private enum CodingKeys: CodingKey {
        case schemaVersion, at, job, name, status, host, cpuPercent, cpuSeconds, memoryBytes, memoryLimitBytes, source,
            error
    }

    init(_ reading: UsageWatch.Reading, _ now: Date) {
        at = reading.sample?.at ?? now
        job = reading.job.number.rawValue
        name = reading.job.name
        status = reading.job.status.rawValue
        host = reading.job.host
        cpuPercent = reading.sample?.cpuPercent
        cpuSeconds = reading.sample?.cpuSeconds
        memoryBytes = reading.sample?.memory.rawValue
        memoryLimitBytes = reading.sample?.memoryLimit?.rawValue
        source = reading.sample?.source.rawValue
        error = reading.failure
    }
}
