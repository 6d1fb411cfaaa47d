public import Foundation

/// A notice of a job's end that was decided upon, before it is stored.
public struct NewNotification: Hashable, Sendable {
    /// The line of the journal that tells of the end.
    public var event: Int64
    /// The rule that wants it told.
    public var rule: String
    /// Which job.
    public var job: JobNumber
    /// What is told: JSON; see `NotificationBody`.
    public var body: String

    /// Puts it together.
    public init(event: Int64, rule: String, job: JobNumber, body: String) {
        self.event = event
        self.rule = rule
        self.job = job
        self.body = body
    }
}

/// A notice that waits to be delivered.
public struct PendingNotification: Hashable, Sendable {
    /// In its store.
    public var id: Int64
    /// What it is about.
    public var content: NewNotification
    /// When it was decided upon.
    public var createdAt: Date
    /// Tries so far.
    public var tries: Int

    /// Puts it together.
    public init(id: Int64, content: NewNotification, createdAt: Date, tries: Int) {
        self.id = id
        self.content = content
        self.createdAt = createdAt
        self.tries = tries
    }
}
