/// At most one job of a key is live (QUEUE-14).
public struct UniqueKey: Hashable, Sendable, CustomStringConvertible {
    /// What a submit does while one with its key has not ended.
    public enum Conflict: String, CaseIterable, Hashable, Sendable, Codable {
        /// Nothing is submitted.
        case skip
        /// The earlier one is cancelled; the new one runs when it has ended.
        case replace
        /// The new one runs when the earlier ones have ended.
        case queue
    }

    /// The key.
    public var key: String
    /// What happens.
    public var conflict: Conflict

    /// Puts both together.
    public init(_ key: String, _ conflict: Conflict = .skip) {
        self.key = key
        self.conflict = conflict
    }

    /// Reads `KEY[:skip|replace|queue]`.
    ///
    /// - Throws: `InvalidInput` when something else follows the colon.
    public init(parsing text: String) throws(InvalidInput) {
        guard let colon = text.lastIndex(of: ":") else {
            self.init(text)
            return
        }
        guard let conflict = Conflict(rawValue: String(text[text.index(after: colon)...])) else {
            throw InvalidInput(
                "--unique",
                "'\(TextForSentence.shortened(text))' does not say what to do. Write KEY:skip, KEY:replace or KEY:queue."
            )
        }
        self.init(String(text[..<colon]), conflict)
    }

    /// As it is written.
    public var description: String { conflict == .skip && !key.contains(":") ? key : "\(key):\(conflict.rawValue)" }
}
