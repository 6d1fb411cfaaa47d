import Foundation
public import JobCore
public import JobEngine
import NIOCore

extension DockerExecutor: UsageReporting {
    /// Reads the kernel's files where the container's cgroup can be seen, else asks the engine once.
    /// - Returns: nil when the container does not run any more.
    /// - Throws: an outage.
    public func usage(of id: ExecutionID, after previous: UsageSample?) async throws(ExecutorError) -> UsageSample? {
        let cgroups = cgroups
        if let location = memory.cgroup(of: id) {
            let sample = await BlockingWork.run { cgroups.sample(location, at: Date(), after: previous) }
            if let sample { return sample }
            memory.note(nil, of: id)
        }
        let inspection = try await inspect(id)
        guard inspection.state.isRunning else { return nil }
        // A process of another machine has its number here, too.
        if client.endpoint.socketPath != nil, let process = inspection.processID {
            let location = await BlockingWork.run { cgroups.locate(process: process, container: id) }
            if let location,
                let sample = await BlockingWork.run({ cgroups.sample(location, at: Date(), after: previous) })
            {
                memory.note(location, of: id)
                return sample
            }
        }
        return try await askUsage(of: id, after: previous)
    }

    /// The engine's own figures, where the kernel's files cannot be seen: one call, without the second that the engine
    /// would wait to compute a share itself.
    private func askUsage(of id: ExecutionID, after previous: UsageSample?) async throws(ExecutorError) -> UsageSample?
    {
        let call = EngineCall(
            path: "/containers/\(id.pathComponent)/stats", query: [("stream", "0"), ("one-shot", "1")])
        return try await perform(.usage(id: id.rawValue)) {
            let reply = try await client.send(call)
            // Podman answers with nothing for a container that has ended, Docker with zeros.
            guard reply.body.readableBytes > 0 else { return nil }
            return UsageSample(try JSONGate.decode(WireStatistics.self, from: reply.body), at: Date(), after: previous)
        }
    }
}

extension UsageSample {
    /// - Returns: nil when the figures are those of a container that does not run.
    init?(_ wire: WireStatistics, at date: Date, after previous: UsageSample?) {
        guard wire.isRunning, let memory = wire.usedMemory else { return nil }
        let seconds = Double(wire.cpu?.usage?.total ?? 0) / 1e9
        self.init(
            at: date, memory: ByteCount(rawValue: memory),
            memoryLimit: wire.memory?.limit.map { ByteCount(rawValue: Int64(clamping: $0)) }, cpuSeconds: seconds,
            cpuPercent: UsageSample.cpuPercent(cpuSeconds: seconds, at: date, after: previous), source: .engine)
    }
}
