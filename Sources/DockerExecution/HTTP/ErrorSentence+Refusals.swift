import JobCore

/// What an engine's *no* means, where the operation decides about it.
extension ErrorSentence {
    func createRefused(_ status: Int, _ message: String, image: String) -> ExecutorError {
        let words = "the engine says: \(message)"
        return switch status {
        case 404 where message.mentions("no such image"):
            ExecutorError(
                .imageNotFound,
                sentence("the image is not on the host", remedy: "Pull '\(image)' or check the name."), cause: message)
        case 400, 404: ExecutorError(.invalidJob, sentence(words), cause: message)
        case 409: ExecutorError(.conflict, sentence(words), cause: message)
        // Nothing has run yet, so that another try is safe; a request that is wrong would have been a 400.
        case 500: serverError(message, otherwise: .resource)
        case 502...599: ExecutorError(.connection, sentence(words), cause: message)
        default: ExecutorError(.unknown, sentence(words), cause: message)
        }
    }

    /// A start that the engine tried and could not do. `DockerExecutor` asks the container for the exit code first.
    func startRefused(_ status: Int, _ message: String) -> ExecutorError {
        let words = "the engine says: \(message)"
        return switch status {
        case 404: ExecutorError(.notFound, sentence(words), cause: message)
        case 400, 409: ExecutorError(.invalidJob, sentence(words), exitCode: Self.exitCode(of: message), cause: message)
        case 500: serverError(message, otherwise: .unknown)
        case 502...599: ExecutorError(.connection, sentence(words), cause: message)
        default: ExecutorError(.unknown, sentence(words), cause: message)
        }
    }

    func pullRefused(_ status: Int, _ message: String, image: String) -> ExecutorError {
        let says = "the engine says: \(message)"
        let missing = ["manifest unknown", "not found", "name unknown", "no such image", "does not exist"]
        let denied = [
            "unauthorized", "no basic auth credentials", "authentication required", "denied", "incorrect username",
        ]
        if status == 400 {
            return ExecutorError(.invalidJob, sentence(says), cause: message)
        }
        if denied.contains(where: message.mentions), status != 404 {
            return ExecutorError(
                .unauthorized, sentence(says, remedy: "Log in to the registry (docker login), or check the name."),
                cause: message)
        }
        if status == 404 || missing.contains(where: message.mentions) {
            return ExecutorError(.imageNotFound, sentence(says, remedy: "Check the name '\(image)'."), cause: message)
        }
        // The registry, not the engine, is out of reach or short of something: worth another try later.
        return ExecutorError(
            .resource, sentence(says, remedy: "Is the registry reachable from the engine?"), cause: message)
    }

    /// Engines answer 500 for outages of their own parts as well as for mistakes of the caller. The words are all there is:
    /// those of gRPC and of the dialler to containerd mean that the engine itself is not whole (reliability.md F24).
    private func serverError(_ message: String, otherwise code: ErrorCode) -> ExecutorError {
        let outage = [
            "error while dialing", "unavailable", "transport is closing", "deadline exceeded",
            "no reason given",
        ]
        let full = ["no space left on device", "cannot allocate memory", "too many open files", "already allocated"]
        let words = "the engine says: \(message)"
        if outage.contains(where: message.mentions) {
            return ExecutorError(.connection, sentence(words), cause: message)
        }
        if full.contains(where: message.mentions) {
            return ExecutorError(.resource, sentence(words), cause: message)
        }
        return ExecutorError(code, sentence(words), exitCode: Self.exitCode(of: message), cause: message)
    }

    /// The shell's code for a command that is missing (127) or cannot be executed (126), from the runtime's constant words;
    /// only for Podman, which does not keep the code with the container.
    private static func exitCode(of message: String) -> Int? {
        if message.contains("attempted to invoke a command that was not found") { return 127 }
        if message.contains("OCI permission denied") { return 126 }
        return nil
    }

    /// `Could not start container 'x' on 'unix://…': why. Remedy`
    func sentence(_ why: String, remedy: String? = nil) -> String {
        let body = "Could not \(operation.words) at '\(host)': \(why)"
        let ended = body.hasSuffix(".") || body.hasSuffix("?") ? body : body + "."
        return remedy.map { "\(ended) \($0)" } ?? ended
    }

    /// What Go's server of HTTP says on a port where it speaks TLS.
    func plainToTLS(_ message: String) -> String? {
        guard message.mentions("http request to an https server") else { return nil }
        return sentence(
            "the engine says: \(message)",
            remedy: "It speaks TLS there: give --tls-ca, and --tls-cert and --tls-key.")
    }

    func seconds(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        return attoseconds == 0 ? "\(seconds)" : "\(seconds).\(attoseconds / 100_000_000_000_000_000)"
    }
}

extension String {
    /// Whether an ASCII text occurs, whatever its case.
    fileprivate func mentions(_ part: String) -> Bool {
        lowercased().contains(part)
    }
}
