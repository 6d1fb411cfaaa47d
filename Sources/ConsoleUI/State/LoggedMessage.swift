public import Foundation

/// A sentence that was at the foot of the screen, for the message log.
public struct LoggedMessage: Equatable, Sendable {
    /// The sentence.
    public var message: Message
    /// When it was said.
    public var at: Date
}
