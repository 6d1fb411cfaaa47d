public import Foundation
public import JobCore

/// A worker on the store's register.
public struct WorkerRecord: Hashable, Sendable {
    /// Which run.
    public var id: WorkerID
    /// Its process.
    public var processID: Int
    /// Its machine's name.
    public var machine: String
    /// When it began.
    public var startedAt: Date
    /// When it renewed its lease last.
    public var renewedAt: Date
    /// Until when its claims hold.
    public var leaseUntil: Date
    /// Its version.
    public var version: String
    /// When it left; `nil` while it is there.
    public var endedAt: Date?

    /// Describes a worker.
    public init(
        id: WorkerID, processID: Int, machine: String, startedAt: Date, renewedAt: Date, leaseUntil: Date,
        version: String, endedAt: Date? = nil
    ) {
        self.id = id
        self.processID = processID
        self.machine = machine
        self.startedAt = startedAt
        self.renewedAt = renewedAt
        self.leaseUntil = leaseUntil
        self.version = version
        self.endedAt = endedAt
    }
}
