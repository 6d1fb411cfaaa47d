import Foundation
import JobCore

/// A job in any status, with everything else plain.
func makeJob(
    _ number: Int64 = 1, status: JobStatus = .running,
    policy: RetryPolicy = RetryPolicy(maxAttempts: 3, baseDelay: .seconds(2), maxDelay: .seconds(60))
) -> Job {
    Job(
        number: JobNumber(number), uuid: UUID(), name: "job", spec: JobSpec(image: "busybox"), status: status,
        priority: 50, retryPolicy: policy, timeout: nil, routing: RoutingPreference(), createdAt: .distantPast)
}

/// A moment so many seconds after the epoch.
func moment(_ seconds: Int64, _ nanoseconds: UInt32 = 0) -> EngineTime {
    EngineTime(seconds: seconds, nanoseconds: nanoseconds)
}
