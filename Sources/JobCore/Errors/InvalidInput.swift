/// Something a person wrote that cannot be accepted.
public struct InvalidInput: Error, Hashable, Sendable, CustomStringConvertible {
    /// The field, as the person knows it (`--memory`, `image`, `env`).
    public let field: String
    /// A full sentence that names the value and what is allowed.
    public let message: String

    /// Names the field and says what is wrong and what would be right.
    public init(_ field: String, _ message: String) {
        self.field = field
        self.message = message
    }

    /// The sentence, led by the field.
    public var description: String { "\(field): \(message)" }
}
