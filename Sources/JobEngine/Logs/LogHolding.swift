public import Foundation
public import JobCore

/// What the logs of a job take on disk.
public struct LogHolding: Hashable, Sendable {
    /// Index included.
    public var size: ByteCount
    /// When something was written there last.
    public var writtenAt: Date

    /// Describes the logs of a job.
    public init(size: ByteCount, writtenAt: Date) {
        self.size = size
        self.writtenAt = writtenAt
    }
}
