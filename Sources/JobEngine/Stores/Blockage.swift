public import JobCore

/// Why a ready job is on no host.
public struct Blockage: Hashable, Sendable {
    /// One sentence.
    public var reason: String
    /// Host by host.
    public var rejected: [RejectedHost]

    /// Puts both together.
    public init(reason: String, rejected: [RejectedHost] = []) {
        self.reason = reason
        self.rejected = rejected
    }
}
