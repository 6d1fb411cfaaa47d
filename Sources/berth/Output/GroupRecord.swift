import Foundation
import JobCore

/// A group as JSON shows it.
struct GroupRecord: Encodable {
    var name: String
    /// Absent without a limit.
    var parallel: Int?
    var isPaused: Bool
    var pausedAt: Date?
    var createdAt: Date
    /// Jobs that have not ended, by status.
    var counts: [String: Int]

    init(_ group: JobGroup) {
        name = group.name
        parallel = group.parallel
        isPaused = group.pausedAt != nil
        pausedAt = group.pausedAt
        createdAt = group.createdAt
        counts = Dictionary(uniqueKeysWithValues: JobStatus.active.map { ($0.rawValue, group.counts[$0] ?? 0) })
    }
}
