public import Foundation
public import JobCore

/// What a store knows about notices of ended jobs. Decided once, kept until delivered or given up, so that the death of a
/// worker loses none; one that was under way is delivered again.
public protocol NotificationStore: Sendable {
    /// Up to which line the journal was looked through; `nil` when it never was.
    func notificationCursor() async throws(StoreError) -> Int64?

    /// Adds notices and moves the cursor, in one write. One that is there already (same event and rule) stays.
    ///
    /// - Parameter cursor: `nil` forgets how far the journal was looked through.
    func addNotifications(_ new: [NewNotification], cursor: Int64?, now: Date) async throws(StoreError)

    /// Notices that are due, the longest waiting first.
    func dueNotifications(now: Date, limit: Int) async throws(StoreError) -> [PendingNotification]

    /// When the next one is due; `nil` when none waits.
    func nextNotification() async throws(StoreError) -> Date?

    /// Stores what became of a try to deliver.
    func record(_ result: NotificationResult, of notification: Int64, actor: String, now: Date) async throws(StoreError)

    /// What is not as it should be, for people.
    func notificationTrouble(since: Date) async throws(StoreError) -> NotificationTrouble

    /// Forgets what ended before a time.
    func deleteNotifications(endedBefore time: Date) async throws(StoreError)
}

/// What became of a try to deliver a notice.
public enum NotificationResult: Hashable, Sendable {
    /// It arrived.
    case delivered
    /// It is tried again then.
    case retry(at: Date, error: String)
    /// It is not tried again.
    case givenUp(error: String)
}

/// Notices that did not go well.
public struct NotificationTrouble: Hashable, Sendable {
    /// Given up.
    public var failed: Int
    /// Wait for another try after a failure.
    public var retrying: Int
    /// What the newest of them said.
    public var error: String?

    /// Sums up.
    public init(failed: Int, retrying: Int, error: String?) {
        self.failed = failed
        self.retrying = retrying
        self.error = error
    }
}
