/// Which engine was found, why that one, and what was tried before.
public struct EndpointFinding: Sendable {
    /// Who named an endpoint.
    public enum Source: Hashable, Sendable {
        /// The variable `DOCKER_HOST`.
        case dockerHost
        /// The variable `DOCKER_CONTEXT`, with the name of the context.
        case contextVariable(String)
        /// `currentContext` of docker's `config.json`.
        case currentContext(String)
        /// Nobody: it is one of the places where engines listen.
        case usualSocket
    }

    /// What came of asking.
    public enum Outcome: Hashable, Sendable {
        /// An engine answers; its own name and version.
        case answers(server: String)
        /// There is no socket.
        case absent
        /// There is something, but it cannot be used; a full sentence with the remedy.
        case fails(reason: String)
    }

    /// One endpoint that was looked at.
    public struct Candidate: Hashable, Sendable {
        /// Where, and how it is reached.
        public let access: EngineAccess
        /// Who named it.
        public let source: Source
        /// What came of asking.
        public let outcome: Outcome

        /// Where.
        public var endpoint: EngineEndpoint { access.endpoint }
    }

    /// Everything that was looked at, in order.
    public let tried: [Candidate]
    /// The one to use: what the user named, whether it answers or not, else the first that answers; nil when none does.
    public let chosen: Candidate?

    /// Which engine and why, or what is missing, as one sentence.
    public var sentence: String {
        guard let chosen else {
            let failed = tried.compactMap { candidate -> String? in
                if case .fails(let reason) = candidate.outcome { reason } else { nil }
            }
            return (["No engine was found at the usual places."] + failed).joined(separator: " ")
        }
        let why =
            switch chosen.source {
            case .dockerHost: "named by DOCKER_HOST"
            case .contextVariable(let name): "named by DOCKER_CONTEXT=\(name)"
            case .currentContext(let name): "the current docker context '\(name)'"
            case .usualSocket: "the first of the usual sockets that answers"
            }
        return switch chosen.outcome {
        case .answers(let server): "Engine \(server) at \(chosen.endpoint), \(why)."
        case .absent: "The engine at \(chosen.endpoint), \(why), is not there: the socket does not exist."
        case .fails(let reason): "The engine at \(chosen.endpoint), \(why), cannot be used. \(reason)"
        }
    }
}
