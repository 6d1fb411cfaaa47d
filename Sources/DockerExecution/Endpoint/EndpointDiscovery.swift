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
        if let (text, source) = try await named() {
            let candidate = await probe(try EngineEndpoint(parsing: text), source: source)
            return EndpointFinding(tried: [candidate], chosen: candidate)
        }
        var tried: [EndpointFinding.Candidate] = []
        for path in usualSockets {
            let candidate = await probe(try EngineEndpoint(socketPath: path), source: .usualSocket)
            tried.append(candidate)
            if case .answers = candidate.outcome { return EndpointFinding(tried: tried, chosen: candidate) }
        }
        return EndpointFinding(tried: tried, chosen: nil)
    }

    private func named() async throws(ExecutorError) -> (text: String, source: EndpointFinding.Source)? {
        if let host = environment["DOCKER_HOST"], !host.isEmpty { return (host, .dockerHost) }
        let (environment, home) = (environment, home)
        return try await BlockingWork.run { () throws(ExecutorError) in
            let configuration = try DockerConfiguration.load(environment: environment, home: home)
            if let context = environment["DOCKER_CONTEXT"], !context.isEmpty {
                // The name `default` stands for the usual socket and has no file.
                guard context != "default" else { return nil }
                return (try configuration.endpoint(ofContext: context), .contextVariable(context))
            }
            guard let context = configuration.file.currentContext, !context.isEmpty, context != "default" else {
                return nil
            }
            return (try configuration.endpoint(ofContext: context), .currentContext(context))
        }
    }

    private var usualSockets: [String] {
        let runtime = environment["XDG_RUNTIME_DIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/run/user/\(userID)"
        return [
            "/var/run/docker.sock", runtime + "/docker.sock", home + "/.docker/run/docker.sock",
            home + "/.docker/desktop/docker.sock", home + "/.colima/default/docker.sock",
            runtime + "/podman/podman.sock", "/run/podman/podman.sock",
        ].filter { $0.hasPrefix("/") && $0.utf8.count <= EngineEndpoint.longestPath }
    }

    private func probe(_ endpoint: EngineEndpoint, source: EndpointFinding.Source) async -> EndpointFinding.Candidate {
        let client = EngineClient(endpoint: endpoint, logger: logger)
        let outcome: EndpointFinding.Outcome
        do {
            outcome = .answers(server: try await client.ping(deadline: .seconds(1)).session.server)
        } catch EngineFailure.unreachable(.noSocket) {
            outcome = .absent
        } catch {
            let failure = ErrorSentence(operation: .ping, host: endpoint.description).error(for: error)
            outcome = .fails(reason: failure.message)
        }
        await client.close()
        return EndpointFinding.Candidate(endpoint: endpoint, source: source, outcome: outcome)
    }
}
