import ConsoleUI
import Foundation
import JobCore

extension Samples {
    /// Hosts of every condition.
    static let hosts: [HostRow] = [
        host("local", .ok) { $0.condition?.responseTime = .milliseconds(3) },
        host("gpu-1", .slow) { $0.condition?.responseTime = .milliseconds(1400) },
        host("far", .lost(since: now.addingTimeInterval(-12), retryAt: now.addingTimeInterval(4))),
        host("spare", .ok) { $0.isActive = false },
    ]

    private static func host(
        _ name: String, _ state: HostCondition.State, _ change: (inout JobHost) -> Void = { _ in }
    ) -> HostRow {
        var host = JobHost(
            name: name, kind: .docker, endpoint: "unix:///run/docker.sock", createdAt: now,
            condition: HostCondition(state: state, checkedAt: now, cores: 8, memory: .bytes(16 << 30)))
        change(&host)
        return HostRow(host: host, load: HostLoad(attempts: name == "local" ? 3 : 0))
    }

    /// What is known about `train-model…`.
    static let detail: JobDetail = {
        var attempt = Attempt(
            id: AttemptID(job: JobNumber(1046), number: 1), token: 1, host: "local", worker: nil,
            containerName: "berth-1046-1", claimedAt: now.addingTimeInterval(-7_384))
        attempt.peakMemory = .bytes(300 << 20)
        return JobDetail(attempts: [attempt], events: events)
    }()

    /// Some lines of the journal, newest first.
    static let events: [JobEvent] = [
        JobEvent(
            sequence: 12, at: now.addingTimeInterval(-5), job: JobNumber(1046), attempt: 1, kind: "running",
            detail: nil, actor: "worker"),
        JobEvent(
            sequence: 11, at: now.addingTimeInterval(-90_000), job: JobNumber(1046), attempt: nil, kind: "submitted",
            detail: "train-model", actor: "ada@host (berth, 77)"),
    ]
}
