import Foundation
import JobCore

/// An attempt as JSON shows it.
struct AttemptRecord: Encodable {
    var number: Int
    var host: String
    var containerName: String
    var executionID: String?
    var isEnded: Bool
    var claimedAt: Date
    var startedAt: Date?
    var finishedAt: Date?
    var settledAt: Date?
    var removedAt: Date?
    var exitCode: Int?
    var exitReason: String?
    var wasOutOfMemory: Bool
    var error: String?
    var routingReason: String?
    /// The GPUs it had, and what it took of what its host counts.
    var gpus: [String]
    var resources: [String: Int]
    var logBytes: Int64
    var logLines: Int64
    var isLogComplete: Bool?
    var logIncompleteReason: String?
    var peakMemoryBytes: Int64?
    var cpuSeconds: Double?

    init(_ attempt: Attempt) {
        number = attempt.id.number
        host = attempt.host
        containerName = attempt.containerName
        executionID = attempt.executionID?.rawValue
        isEnded = attempt.isEnded
        claimedAt = attempt.claimedAt
        startedAt = attempt.startedAt?.date
        finishedAt = attempt.finishedAt?.date
        settledAt = attempt.settledAt
        removedAt = attempt.removedAt
        exitCode = attempt.exitCode
        exitReason = attempt.exitReason?.rawValue
        wasOutOfMemory = attempt.wasOutOfMemory
        error = attempt.error
        routingReason = attempt.routingReason
        gpus = attempt.reservation.gpus
        resources = attempt.reservation.counters
        logBytes = attempt.logBytes
        logLines = attempt.logLines
        switch attempt.logCompleteness {
        case .open: break
        case .complete: isLogComplete = true
        case .incomplete(let reason): (isLogComplete, logIncompleteReason) = (false, reason.rawValue)
        }
        peakMemoryBytes = attempt.peakMemory?.rawValue
        cpuSeconds = attempt.cpuSeconds
    }
}
