public import Foundation

/// What can be done to many jobs at once (QUEUE-08).
public enum QueueChange: Hashable, Sendable {
    /// Asks for their end.
    case cancel(kill: Bool)
    /// Keeps them from running.
    case hold
    /// Lets held and scheduled ones run.
    case release
    /// Gives them this priority.
    case priority(Int)
    /// Lets them run no earlier.
    case schedule(Date)
    /// Moves them to this group, or out of any.
    case group(String?)
    /// Lets them come after these, too.
    case after([Prerequisite])
    /// Deletes those that have ended.
    case delete
}
