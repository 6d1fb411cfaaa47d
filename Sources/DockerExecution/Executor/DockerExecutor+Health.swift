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

    /// The daemon's process, by the peer of its socket, or by its pid file where a service manager holds the socket.
    ///
    /// Who listens is asked of the socket each time, and not on a line that is open already: a daemon that ends goes on
    /// answering there after it has closed its socket, and one that was killed may still be in the table of processes.
    /// A daemon that cannot be seen from here has no start, and gets another name after every break of the line.
    /// - Throws: an outage when nobody takes a connection.
    public func incarnation() async throws(ExecutorError) -> EngineIncarnation {
        let daemon = try await perform(.ping) { try await memory.daemon.look(behind: client.endpoint) }
        let session = try await perform(.ping) { try await client.session() }
        let keepsExitCodes = session.dialect == .podman
        guard let daemon else {
            return EngineIncarnation(id: client.contact, startedAt: nil, keepsExitCodes: keepsExitCodes)
        }
        return EngineIncarnation(id: daemon.id, startedAt: daemon.startedAt, keepsExitCodes: keepsExitCodes)
    }
}
