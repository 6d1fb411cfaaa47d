public import JobCore

/// Tells of a job's end by what a rule names: a command, a webhook. Each call ends within a deadline of its own.
public protocol NotificationSending: Sendable {
    /// Delivers once.
    ///
    /// - Throws: whether another try can help, with a sentence.
    func send(_ notification: PendingNotification, by rule: NotifyRule) async throws(NotificationFailure)
}

/// Why a notice could not be delivered.
public enum NotificationFailure: Error, Hashable, Sendable {
    /// Another try may help.
    case passing(String)
    /// No other try helps: the address, the key or the program is wrong.
    case lasting(String)
}
