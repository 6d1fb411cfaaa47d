import JobCore

/// Makes the boundary's error of a failure on the wire: code, sentence with the engine's own words, remedy (DOCK-13).
///
/// The same status means different things per operation, and engines answer 500 for mistakes of the caller as well, so
/// nothing is judged by the status alone.
struct ErrorSentence: Sendable {
    let operation: EngineOperation
    /// The engine's address, as people know it.
    let host: String

    func error(for failure: any Error) -> ExecutorError {
        switch failure {
        case let error as ExecutorError: error
        case let failure as EngineFailure: error(for: failure)
        case is CancellationError:
            ExecutorError(.unknown, sentence("the operation was cancelled"), cause: "cancelled")
        default: ExecutorError(.unknown, sentence("\(failure)"), cause: "\(failure)")
        }
    }

    private func error(for failure: EngineFailure) -> ExecutorError {
        switch failure {
        case .unreachable(let obstacle): unreachable(obstacle)
        case .tunnel(let reason): ExecutorError(.connection, sentence(reason))
        case .untrusted(let reason):
            // An outage, whatever the reason: of the jobs that run there it says nothing.
            ExecutorError(.connection, sentence(reason ?? "its certificate cannot be verified"))
        case .timedOut(let duration):
            ExecutorError(
                .timeout,
                sentence("it did not answer within \(seconds(duration)) s", remedy: "See whether the engine hangs."))
        case .cut(let reason): ExecutorError(.connection, sentence(reason))
        case .malformed(let reason):
            ExecutorError(
                .connection,
                sentence("its answer cannot be understood (\(reason))", remedy: "Is this a Docker engine?"))
        case .tooLarge(let limit):
            ExecutorError(.connection, sentence("its answer is longer than \(limit >> 20) MiB"))
        case .version(let engine):
            ExecutorError(
                .configuration,
                sentence(
                    "it speaks API \(engine), Berth needs \(APIVersion.oldest) to \(APIVersion.newest)",
                    remedy: "Use Docker 20.10 or later."))
        case .status(let status, let message): refused(status, message)
        case .reported(let message): refused(0, message)
        }
    }

    private var isAboutImage: Bool {
        if case .inspectImage = operation { true } else { false }
    }

    private func unreachable(_ obstacle: EngineFailure.Obstacle) -> ExecutorError {
        switch obstacle {
        case .noSocket:
            ExecutorError(
                .connection,
                sentence("there is no such socket", remedy: "Start the engine, or check the address."))
        case .refused:
            ExecutorError(.connection, sentence("nobody listens there", remedy: "Start the engine."))
        case .unresolved(let name):
            ExecutorError(
                .connection,
                sentence("the name '\(name)' cannot be resolved", remedy: "Check the name, or this machine's DNS."))
        case .permission:
            ExecutorError(
                .permission,
                sentence(
                    "this user may not open its socket",
                    remedy: "Add the user to the group docker (sudo usermod -aG docker $USER, then log in again), "
                        + "or use a rootless engine (dockerd-rootless-setuptool.sh install)."))
        case .other(let text): ExecutorError(.connection, sentence("it cannot be reached: \(text)"))
        }
    }

    /// The engine answered and said no.
    private func refused(_ status: Int, _ message: String) -> ExecutorError {
        let words = sentence("the engine says: \(message)")
        switch operation {
        case .create(_, let image): return createRefused(status, message, image: image)
        case .start: return startRefused(status, message)
        case .pull(let image): return pullRefused(status, message, image: image)
        default:
            return switch status {
            case 404 where isAboutImage:
                ExecutorError(
                    .imageNotFound, sentence("the host does not have it", remedy: "Pull it or check the name."),
                    cause: message)
            case 404: ExecutorError(.notFound, words, cause: message)
            case 409: ExecutorError(.conflict, words, cause: message)
            case 400: ExecutorError(.configuration, plainToTLS(message) ?? words, cause: message)
            case 401, 403: ExecutorError(.permission, words, cause: message)
            case 500...599: ExecutorError(.connection, words, cause: message)
            default: ExecutorError(.unknown, words, cause: message)
            }
        }
    }
}
