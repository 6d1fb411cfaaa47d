/// One variable of a container's environment.
public struct EnvironmentVariable: Hashable, Sendable, Codable {
    /// Letters, digits and underscores, not led by a digit.
    public var name: String
    /// Any text without NUL.
    public var value: String
    /// Whether the value is sealed at rest and masked wherever it could be read.
    public var isSecret: Bool

    /// Makes a variable; not secret unless said.
    public init(name: String, value: String, isSecret: Bool = false) {
        self.name = name
        self.value = value
        self.isSecret = isSecret
    }

    /// The value, or dots for a secret.
    public var maskedValue: String { isSecret ? "••••••" : value }
}
