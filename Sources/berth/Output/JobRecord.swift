import Foundation
import JobCore

/// A job as JSON shows it. Fields are only ever added; secret values never stand here.
struct JobRecord: Encodable {
    struct Limits: Encodable {
        var memoryBytes: Int64?
        var cpus: Double?
        var pids: Int?
        var sharedMemoryBytes: Int64?
        var gpus: String?
        var resources: [String: Int]
    }

    var id: Int64
    var uuid: String
    var name: String
    var status: String
    var image: String
    var command: [String]
    var priority: Int
    var labels: [String: String]
    var limits: Limits
    var host: String?
    var routingReason: String?
    var requestedHost: String?
    var requestedExecutor: String?
    var requestedRegion: String?
    var required: [String]
    var preferred: [String]
    var exitCode: Int?
    var exitReason: String?
    var error: String?
    var blockedReason: String?
    var result: String
    var attempt: Int
    var attemptsUsed: Int
    var maxAttempts: Int
    var timeoutSeconds: Double?
    var createdAt: Date
    var notBefore: Date?
    var startedAt: Date?
    var finishedAt: Date?
    var durationSeconds: Double?
    var retryAt: Date?
    var heldAt: Date?
    var cancelRequestedAt: Date?
    var cancelRequestedBy: String?
    var unknownSince: Date?
    var rerunOf: Int64?
    var template: String?
    var group: String?
    /// Jobs and arrays that it still comes after.
    var openDependencies: Int
    /// The array it belongs to, and its place in it from 0.
    var array: Int64?
    var arrayIndex: Int?
    var uniqueKey: String?
    var schedule: String?

    init(_ job: Job, now: Date) {
        id = job.number.rawValue
        uuid = job.uuid.uuidString.lowercased()
        name = job.name
        status = job.status.rawValue
        image = job.spec.image
        command = job.spec.command
        priority = job.priority
        labels = job.spec.labels
        let given = job.spec.limits
        limits = Limits(
            memoryBytes: given.memory?.rawValue, cpus: given.cpus, pids: given.pids,
            sharedMemoryBytes: given.sharedMemory?.rawValue, gpus: given.gpus, resources: given.counters)
        host = job.host
        routingReason = job.routingReason
        requestedHost = job.routing.host
        requestedExecutor = job.routing.executor?.rawValue
        requestedRegion = job.routing.region
        required = job.routing.required.map(\.description)
        preferred = job.routing.preferred.map(\.description)
        exitCode = job.exitCode
        exitReason = job.exitReason?.rawValue
        error = job.lastError
        blockedReason = job.blockedReason
        result = ResultSentence.describe(job, now: now)
        attempt = job.attemptNumber
        attemptsUsed = job.attemptsUsed
        maxAttempts = job.retryPolicy.maxAttempts
        timeoutSeconds = job.timeout?.inSeconds
        createdAt = job.createdAt
        notBefore = job.notBefore
        startedAt = job.startedAt
        finishedAt = job.finishedAt
        durationSeconds = job.startedAt.map { max(0, (job.finishedAt ?? now).timeIntervalSince($0)) }
        retryAt = job.retryAt
        heldAt = job.heldAt
        cancelRequestedAt = job.cancelRequestedAt
        cancelRequestedBy = job.cancelRequestedBy
        unknownSince = job.unknownSince
        rerunOf = job.rerunOf?.rawValue
        template = job.template
        group = job.group
        openDependencies = job.openDependencies
        array = job.array?.array.rawValue
        arrayIndex = job.array?.index
        uniqueKey = job.uniqueKey
        schedule = job.schedule
    }
}
