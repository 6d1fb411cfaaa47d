public import Foundation

/// What a store knows about an attempt that a container claims to be.
public enum AttemptKnowledge: Hashable, Sendable {
    /// It is under way.
    case live
    /// It ended then.
    case ended(at: Date)
    /// There is no such attempt.
    case unknown
}
