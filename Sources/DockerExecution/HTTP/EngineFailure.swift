/// What went wrong on the wire, before anybody asks what it means for a job.
///
/// `EngineFailure+ExecutorError.swift` makes the sentence and the code of it, which depend on the operation.
enum EngineFailure: Error, Sendable {
    /// Nobody can be reached behind the endpoint.
    case unreachable(Obstacle)
    /// The ssh tunnel to the engine does not stand; the reason is a clause.
    case tunnel(String)
    /// The two sides cannot agree on TLS, most of all on who they are; the reason is a clause.
    case untrusted(String?)
    /// The engine did not answer within the call's deadline.
    case timedOut(after: Duration)
    /// The connection ended, or made no sense as HTTP, before the answer was complete.
    case cut(String)
    /// The answer was complete, but is not the JSON that the call promises.
    case malformed(String)
    /// The answer is longer than any honest one.
    case tooLarge(limit: Int)
    /// The engine refused, with its own words.
    case status(Int, message: String)
    /// The engine's API is outside of the window that Berth speaks.
    case version(engine: String)
    /// The answer began well and reports a failure inside (pull, log).
    case reported(String)

    /// Why a socket could not be connected.
    enum Obstacle: Hashable, Sendable {
        case noSocket
        case refused
        case permission
        /// No address belongs to the machine's name.
        case unresolved(String)
        case other(String)
    }
}
