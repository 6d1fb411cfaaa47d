public import Foundation

/// What people ask of a live job; kept beside its status, so that it survives any crash.
public struct PendingRequests: Hashable, Sendable {
    /// When its end was asked for.
    public var cancelRequestedAt: Date?
    /// By whom.
    public var cancelRequestedBy: String?
    /// Whether it is to be killed at once.
    public var kill: Bool

    /// No requests unless given.
    public init(cancelRequestedAt: Date? = nil, cancelRequestedBy: String? = nil, kill: Bool = false) {
        self.cancelRequestedAt = cancelRequestedAt
        self.cancelRequestedBy = cancelRequestedBy
        self.kill = kill
    }
}
