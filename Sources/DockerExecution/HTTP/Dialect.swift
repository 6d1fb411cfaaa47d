import NIOHTTP1

/// Which engine speaks the API, where it makes a difference (reference: Podman's Docker-compatible API).
enum Dialect: Hashable, Sendable {
    case docker
    case podman

    init(pingHeaders: HTTPHeaders) {
        self = pingHeaders.contains(name: "Libpod-Api-Version") ? .podman : .docker
    }

    /// The length at which the engine cuts a line of a log.
    var logPartLength: Int {
        switch self {
        case .docker: 16_384
        case .podman: 8_192
        }
    }

    /// Whether the headers of a streamed answer come before its first byte of content.
    var sendsHeadersEarly: Bool { self == .docker }

    /// Whether a refusal of a create means that the name is taken: Docker says 409, Podman 500 with a sentence.
    func isNameConflict(_ failure: EngineFailure) -> Bool {
        guard case .status(let status, let message) = failure else { return false }
        return status == 409 && message.contains("already in use")
            || status == 500 && message.contains("already in use")
    }
}
