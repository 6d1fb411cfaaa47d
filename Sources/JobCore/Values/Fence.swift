/// The right to write about one attempt: a write whose token is not the attempt's current one is refused (QUEUE-04, I8).
///
/// Tokens come from one counter per store and only grow. A worker that takes over gives each live attempt a new token,
/// so that a late write of the worker before it changes nothing.
public struct Fence: Hashable, Sendable {
    /// The attempt that may be written.
    public let attempt: AttemptID
    /// The token that was current when this right was given.
    public let token: Int64

    /// The right to write about `attempt` while `token` is its current one.
    public init(attempt: AttemptID, token: Int64) {
        self.attempt = attempt
        self.token = token
    }
}
