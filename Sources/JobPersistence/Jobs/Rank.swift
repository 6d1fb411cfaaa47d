import Foundation

/// The order of ready jobs (decisions 6): a point of priority is worth a minute of waiting, so that nothing starves.
enum Rank {
    /// Microseconds; lower runs first.
    static func of(eligibleAt: Date, priority: Int) -> Int64 {
        eligibleAt.microseconds - Int64(priority) * 60_000_000
    }

    /// How far a job moves when its priority changes.
    static func shift(from old: Int, to new: Int) -> Int64 {
        Int64(old - new) * 60_000_000
    }
}
