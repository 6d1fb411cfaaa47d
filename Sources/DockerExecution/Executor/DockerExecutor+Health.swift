import Foundation
public import JobCore

extension DockerExecutor {
    /// Pings (at most 2 s) and asks for `/info`; the response time is the ping's.
    public func health() async -> EngineHealth {
        let checkedAt = Date()
        let clock = ContinuousClock()
        let began = clock.now
        do {
            let (session, took) = try await client.ping()
            let information = try await askInformation()
            let name = session.dialect == .podman ? "Podman" : "Docker"
            return EngineHealth(
                checkedAt: checkedAt, responseTime: took,
                engine: "\(name) \(information.version ?? "?"), API \(session.version)", cores: information.cores,
                memory: information.memory.map { ByteCount(rawValue: $0) },
                runningContainers: information.runningContainers,
                engineTime: information.systemTime.flatMap { EngineTime(rfc3339: $0) })
        } catch {
            let failure = sentence(.ping).error(for: error)
            return EngineHealth(
                failure: failure.message, failureCode: failure.code, checkedAt: checkedAt,
                responseTime: clock.now - began)
        }
    }

    /// Who answers: the daemon's process, by the peer of its socket or by its pid file where a service manager holds the
    /// socket; where it cannot be seen from here, whoever `RemoteSight` recognises.
    ///
    /// Asked each time, and not on a line that is open already: a daemon that ends goes on answering there after it has
    /// closed its socket, and one that was killed may still be in the table of processes.
    /// - Throws: an outage when nobody takes a connection.
    public func incarnation() async throws(ExecutorError) -> EngineIncarnation {
        try await perform(.ping) {
            var daemon: DaemonProcess?
            if let path = client.endpoint.socketPath { daemon = try await memory.daemon.look(behind: path) }
            let session = try await client.session()
            let keepsExitCodes = session.dialect == .podman
            if let daemon {
                return EngineIncarnation(id: daemon.id, startedAt: daemon.startedAt, keepsExitCodes: keepsExitCodes)
            }
            let view = try await sight.look(session)
            return EngineIncarnation(
                id: view.id, startedAt: nil, keepsExitCodes: keepsExitCodes, rememberedStarts: view.starts)
        }
    }
}
