public import Foundation

/// Identifies one run of a worker process.
public struct WorkerID: Hashable, Sendable, Codable, CustomStringConvertible {
    /// Random, made when the process starts.
    public let uuid: UUID

    /// Wraps an identity.
    public init(_ uuid: UUID = UUID()) {
        self.uuid = uuid
    }

    /// Lower-case UUID.
    public var description: String { uuid.uuidString.lowercased() }
}
