/// A failed operation on the store or its logs.
public struct StoreError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public let code: ErrorCode
    /// A full sentence: what could not be done, to which object, why, the remedy.
    public let message: String
    /// The error below, for the journal.
    public let cause: String?

    /// Makes an error from its parts.
    public init(_ code: ErrorCode, _ message: String, cause: String? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// The sentence.
    public var description: String { message }

    /// A write about `fence` was refused because its token is not the current one (I8).
    public static func fenced(_ fence: Fence) -> StoreError {
        StoreError(
            .conflict,
            "Attempt \(fence.attempt) was not written: another worker has taken it over (token \(fence.token) is old).")
    }

    /// No group has this name.
    public static func noSuchGroup(_ name: String, known: [String]) -> StoreError {
        let words = known.isEmpty ? "" : " There are \(known.map { "'\($0)'" }.joined(separator: ", "))."
        return StoreError(
            .notFound,
            "There is no group '\(name)'.\(words) `berth group set \(name) --parallel 2` makes it.")
    }

    /// No job answers to `reference`.
    public static func noSuchJob(_ reference: String) -> StoreError {
        StoreError(.notFound, "There is no job '\(reference)' in this store. See `berth list --all`.")
    }
}
