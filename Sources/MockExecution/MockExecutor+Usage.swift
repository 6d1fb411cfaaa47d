import Foundation
public import JobCore
public import JobEngine

extension MockExecutor: UsageReporting {
    /// A quarter of a core, and memory that grows from 16 MB to 64 MB within ten seconds, both within the job's limits.
    public func usage(of id: ExecutionID, after previous: UsageSample?) async throws(ExecutorError) -> UsageSample? {
        let now = clock.now
        guard let container = try await engine.container(id), container.state(at: now).isRunning,
            let start = container.startsAt
        else { return nil }
        let elapsed = start.duration(to: now).inSeconds
        let memory = ByteCount.bytes(Int64((16 + 48 * min(1, elapsed / 10)) * 1_048_576))
        let cpuSeconds = elapsed * min(0.25, container.limits.cpus ?? 0.25)
        let cpuPercent = previous.flatMap { previous -> Double? in
            let passed = now.date.timeIntervalSince(previous.at)
            return passed > 0 ? (cpuSeconds - previous.cpuSeconds) / passed * 100 : nil
        }
        return UsageSample(
            at: now.date, memory: container.limits.memory.map { min($0, memory) } ?? memory,
            memoryLimit: container.limits.memory, cpuSeconds: cpuSeconds, cpuPercent: cpuPercent, source: .mock)
    }
}
