public import Foundation

/// A host that is put aside: it is in no list and takes no job, and its name is kept for the history that points to it.
public struct ArchivedHost: Hashable, Sendable, Codable {
    /// As it was, without what was last seen of it.
    public var host: JobHost
    /// Since when.
    public var archivedAt: Date

    /// Puts both together.
    public init(host: JobHost, archivedAt: Date) {
        self.host = host
        self.host.condition = nil
        self.archivedAt = archivedAt
    }
}
