import Foundation
import JobCore

/// How a host did, as JSON shows it; times in seconds.
struct HostMetricsRecord: Encodable {
    /// How long something took.
    struct Times: Encodable {
        var count: Int
        var mean: Double
        var median: Double
        var percentile95: Double
        var longest: Double

        init(_ operation: HostMetrics.Operation) {
            (count, mean, median) = (operation.count, operation.mean, operation.median)
            (percentile95, longest) = (operation.percentile95, operation.longest)
        }
    }

    var since: Date?
    var at: Date?
    var uptimeSeconds: Double?
    var launches = 0
    var ends: [String: Int] = [:]
    var errors: [String: Int] = [:]
    var operations: [String: Times] = [:]
    /// Of a simulated host alone.
    var simulatedExecutions: Int?
    var simulatedStartup: Times?
    var simulatedExecution: Times?

    init(_ metrics: HostMetrics?, _ report: PerformanceReport?) {
        if let metrics {
            (since, at, uptimeSeconds) = (metrics.since, metrics.at, metrics.uptime.inSeconds)
            (launches, ends, errors) = (metrics.launches, metrics.ends, metrics.errors)
            operations = metrics.operations.mapValues(Times.init)
        }
        if let report {
            simulatedExecutions = report.executions
            simulatedStartup = Times(HostMetrics.Operation(report.startup))
            simulatedExecution = Times(HostMetrics.Operation(report.execution))
        }
    }
}
