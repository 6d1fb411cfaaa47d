public import Foundation

/// Identifies a store; carried by every container as a label, so that two installations on one engine never touch each
/// other's containers.
public struct StoreID: Hashable, Sendable, Codable, CustomStringConvertible {
    /// Random, made with the store.
    public let uuid: UUID

    /// Wraps the identity that stands in the store.
    public init(_ uuid: UUID) {
        self.uuid = uuid
    }

    /// Lower-case UUID, as it stands in the label `berth.store`.
    public var description: String { uuid.uuidString.lowercased() }

    /// The first eight hexadecimal digits, used in container names.
    public var short: String { String(description.prefix(8)) }
}
