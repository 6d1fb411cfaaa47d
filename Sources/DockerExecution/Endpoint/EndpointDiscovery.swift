import Foundation
public import JobCore
public import Logging

/// Finds the engine that this user means, as docker itself would, and says why that one.
///
/// Order: `DOCKER_HOST`; `DOCKER_CONTEXT`; `currentContext` of docker's `config.json`; then the usual sockets of Docker,
/// rootless Docker, Docker Desktop, Colima and Podman, the first that answers. What was named by the user is never
/// replaced by a guess: if it does not answer, that is the result.
public struct EndpointDiscovery: Sendable {
    private let environment: [String: String]
    private let home: String
    private let userID: UInt32
    private let logger: Logger

    /// - Parameters:
    ///   - environment: the process environment, of which Docker's own variables and `XDG_RUNTIME_DIR` are read.
    ///   - home: the user's home directory.
    ///   - userID: for the default of `XDG_RUNTIME_DIR`.
    public init(environment: [String: String], home: String, userID: UInt32, logger: Logger) {
        self.environment = environment
        self.home = home
        self.userID = userID
        self.logger = logger
    }

    /// Looks for the engine. Every socket that exists is asked, for at most one second.
    /// - Throws: `configuration` when what the user named cannot be understood.
    public func find() async throws(ExecutorError) -> EndpointFinding {
        if let (access, source) = try await named() {
            let candidate = await probe(access, source: source)
            return EndpointFinding(tried: [candidate], chosen: candidate)
        }
        var tried: [EndpointFinding.Candidate] = []
        for path in usualSockets {
            let candidate = await probe(EngineAccess(try EngineEndpoint(socketPath: path)), source: .usualSocket)
            tried.append(candidate)
            if case .answers = candidate.outcome { return EndpointFinding(tried: tried, chosen: candidate) }
        }
        return EndpointFinding(tried: tried, chosen: nil)
    }

    /// The contexts of docker's own configuration, by name.
    /// - Throws: `configuration` when the configuration cannot be read.
    public func contexts() async throws(ExecutorError) -> [DockerContext] {
        let (environment, home) = (environment, home)
        return try await BlockingWork.run { () throws(ExecutorError) in
            try DockerConfiguration.load(environment: environment, home: home).contexts
        }
    }

    private func named() async throws(ExecutorError) -> (access: EngineAccess, source: EndpointFinding.Source)? {
        if let host = variable("DOCKER_HOST") {
            let endpoint = try EngineEndpoint(parsing: host)
            return (EngineAccess(endpoint, tls: try tlsByVariables(for: endpoint)), .dockerHost)
        }
        let (environment, home, byVariable) = (environment, home, variable("DOCKER_CONTEXT"))
        return try await BlockingWork.run { () throws(ExecutorError) in
            let configuration = try DockerConfiguration.load(environment: environment, home: home)
            if let context = byVariable {
                // The name `default` stands for the usual socket and has no file.
                guard context != "default" else { return nil }
                return (try configuration.access(ofContext: context), .contextVariable(context))
            }
            guard let context = configuration.file.currentContext, !context.isEmpty, context != "default" else {
                return nil
            }
            return (try configuration.access(ofContext: context), .currentContext(context))
        }
    }

    private func variable(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// As docker reads them: any value of `DOCKER_TLS_VERIFY` turns TLS on, even `0`. `DOCKER_TLS`, which asks for TLS without
    /// verification, gets it with.
    private func tlsByVariables(for endpoint: EngineEndpoint) throws(ExecutorError) -> TLSFiles? {
        guard case .tcp = endpoint, variable("DOCKER_TLS_VERIFY") != nil || variable("DOCKER_TLS") != nil else {
            return nil
        }
        if let directory = variable("DOCKER_CERT_PATH"), !FileManager.default.fileExists(atPath: directory) {
            throw ExecutorError(
                .configuration,
                "DOCKER_CERT_PATH names '\(directory)', and there is no such directory. Name the one with ca.pem, cert.pem and "
                    + "key.pem, or unset it.")
        }
        return TLSFiles(
            inDirectory: variable("DOCKER_CERT_PATH") ?? variable("DOCKER_CONFIG") ?? home + "/.docker")
    }

    private var usualSockets: [String] {
        let runtime = environment["XDG_RUNTIME_DIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/run/user/\(userID)"
        return [
            "/var/run/docker.sock", runtime + "/docker.sock", home + "/.docker/run/docker.sock",
            home + "/.docker/desktop/docker.sock", home + "/.colima/default/docker.sock",
            runtime + "/podman/podman.sock", "/run/podman/podman.sock",
        ].filter { $0.hasPrefix("/") && $0.utf8.count <= EngineEndpoint.longestPath }
    }

    private func probe(_ access: EngineAccess, source: EndpointFinding.Source) async -> EndpointFinding.Candidate {
        let outcome: EndpointFinding.Outcome
        do throws(InvalidInput) {
            try access.checkProtection()
            let transport = EngineTransport(
                access, tls: try access.tls?.load(), environment: environment, logger: logger)
            outcome = await probe(EngineClient(transport, logger: logger))
        } catch {
            outcome = .fails(reason: error.message)
        }
        return EndpointFinding.Candidate(access: access, source: source, outcome: outcome)
    }

    private func probe(_ client: EngineClient) async -> EndpointFinding.Outcome {
        let outcome: EndpointFinding.Outcome
        do {
            let isNear = client.endpoint.socketPath != nil
            let deadline = isNear ? Duration.seconds(1) : EngineClient.connectDeadline
            outcome = .answers(server: try await client.ping(deadline: deadline).session.server)
        } catch EngineFailure.unreachable(.noSocket) {
            outcome = .absent
        } catch {
            outcome = .fails(
                reason: ErrorSentence(operation: .ping, host: client.endpoint.description).error(for: error).message)
        }
        await client.close()
        return outcome
    }
}
