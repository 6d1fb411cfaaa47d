/// What is done to a group.
public enum GroupChange: Hashable, Sendable {
    /// Makes it, or changes its limit; `nil` takes the limit away.
    case limit(Int?)
    /// Starts none of its jobs from now on; what runs goes on.
    case pause
    /// Starts them again.
    case resume
    /// Forgets it.
    case remove
}
