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

    /// Something used by each of these attempts.
    static func usage(of attempts: [AttemptID]) -> [AttemptID: UsageSample] {
        Dictionary(
            uniqueKeysWithValues: attempts.map { attempt in
                let sample = UsageSample(
                    at: now, memory: .megabytes(300), memoryLimit: nil, cpuSeconds: 12, cpuPercent: 98, source: .cgroup)
                return (attempt, sample)
            })
    }

    /// A job that failed for want of memory, and all that is known about it.
    static let failed: (job: Job, detail: JobDetail) = {
        let job = Samples.job(1041, "huge", .failed) {
            $0.exitCode = 137
            $0.exitReason = .outOfMemory
            $0.attemptNumber = 2
            $0.attemptsUsed = 2
            $0.spec.limits.memory = .megabytes(512)
            $0.spec.limits.cpus = 2
            $0.spec.command = ["python", "train.py", "--epochs", "40"]
        }
        let attempts = (1...2).map { number in
            var attempt = Attempt(
                id: AttemptID(job: job.number, number: number), token: 1, host: "local", worker: nil,
                containerName: "berth-1041-\(number)", claimedAt: now.addingTimeInterval(-3600))
            attempt.isEnded = true
            attempt.exitCode = number == 1 ? 3 : 137
            attempt.exitReason = number == 1 ? .appExit : .outOfMemory
            attempt.routingReason = "the only host that fits"
            attempt.peakMemory = .megabytes(511)
            attempt.cpuSeconds = 93
            attempt.startedAt = EngineTime(seconds: 1_767_319_000, nanoseconds: 0)
            attempt.finishedAt = EngineTime(seconds: 1_767_319_062, nanoseconds: 0)
            return attempt
        }
        let usage = (0..<20).map { step in
            UsageSample(
                at: now.addingTimeInterval(Double(step)), memory: .megabytes(Int64(step) * 26), memoryLimit: nil,
                cpuSeconds: Double(step) * 4, cpuPercent: Double(step % 5) * 40, source: .cgroup)
        }
        let detail = JobDetail(
            attempts: attempts, usage: usage,
            errorLines: window(["E: allocating", "E: 日本 \u{1B}[31mMemoryError\u{1B}[0m"]).lines,
            history: JobHistory(count: 14, completed: 13, meanDuration: .seconds(7_800)))
        return (job, detail)
    }()
}
