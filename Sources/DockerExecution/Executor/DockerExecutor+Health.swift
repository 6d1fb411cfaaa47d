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
    /// A daemon that cannot be seen from here has no start, and gets another name after every break of the line.
    /// - Throws: an outage when nobody answers.
    public func incarnation() async throws(ExecutorError) -> EngineIncarnation {
        var session = try await perform(.ping) { try await client.session() }
        var daemon = await findDaemon()
        if daemon == nil, memory.daemon != nil {
            // The one that was known is gone: either nobody answers, which is an outage, or another one does by now.
            session = try await perform(.ping) { try await client.ping().session }
            daemon = await findDaemon()
        }
        memory.daemon = daemon
        let keepsExitCodes = session.dialect == .podman
        guard let daemon else {
            // A daemon that cannot be seen counts as another one after every break of the line.
            return EngineIncarnation(id: client.contact, startedAt: nil, keepsExitCodes: keepsExitCodes)
        }
        return EngineIncarnation(id: daemon.id, startedAt: daemon.startedAt, keepsExitCodes: keepsExitCodes)
    }

    /// Who listens on the socket now is asked each time: a daemon that was killed may still be in the table of processes,
    /// and one that hangs may have been replaced.
    private func findDaemon() async -> DaemonProcess? {
        let known = memory.daemon
        let endpoint = client.endpoint
        return await BlockingWork.run {
            let found = DaemonProcess.find(behind: endpoint)
            // The first look is kept: the wall clock may have been set since.
            if let known, known.id == found?.id { return known }
            return found
        }
    }
}
