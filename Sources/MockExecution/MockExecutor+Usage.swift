import Foundation
public import JobCore
public import JobEngine

extension MockExecutor: UsageReporting {
    /// What the host's `usage` says, within the job's limits.
    public func usage(of id: ExecutionID, after previous: UsageSample?) async throws(ExecutorError) -> UsageSample? {
        let now = clock.now
        guard let container = try await engine.container(id), container.state(at: now).isRunning,
            let start = container.startsAt
        else { return nil }
        let elapsed = start.duration(to: now).inSeconds
        let limits = container.limits
        let (memory, cpuSeconds) =
            container.plan.usage.map { curve in
                let room = Double((limits.memory ?? .megabytes(256)).rawValue)
                return (
                    ByteCount.bytes(Int64(room * curve.level(at: elapsed))),
                    curve.area(until: elapsed) * (limits.cpus ?? 1)
                )
            } ?? Self.growth(elapsed, limits)
        let cpuPercent = previous.flatMap { previous -> Double? in
            let passed = now.date.timeIntervalSince(previous.at)
            return passed > 0 ? (cpuSeconds - previous.cpuSeconds) / passed * 100 : nil
        }
        return UsageSample(
            at: now.date, memory: limits.memory.map { min($0, memory) } ?? memory, memoryLimit: limits.memory,
            cpuSeconds: cpuSeconds, cpuPercent: cpuPercent, source: .mock)
    }

    /// A quarter of a core, and memory that grows from 16 MB to 64 MB within ten seconds.
    private static func growth(_ elapsed: Double, _ limits: ResourceLimits) -> (ByteCount, Double) {
        let memory = ByteCount.bytes(Int64((16 + 48 * min(1, elapsed / 10)) * 1_048_576))
        return (memory, elapsed * min(0.25, limits.cpus ?? 0.25))
    }
}
