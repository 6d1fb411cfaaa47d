/// A sentence at the foot of the screen, until the next key.
public struct Message: Equatable, Sendable {
    /// The sentence.
    public var text: String
    /// Whether something went wrong.
    public var isError: Bool

    /// A sentence that tells of nothing bad, unless told otherwise.
    public init(_ text: String, isError: Bool = false) {
        self.text = text
        self.isError = isError
    }
}
