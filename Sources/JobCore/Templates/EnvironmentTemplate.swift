public import Foundation

/// A saved set of variables that several templates and jobs share (CMD-10). Secret values are sealed at rest.
public struct EnvironmentTemplate: Hashable, Sendable {
    /// ASCII letters, digits, `_.-`.
    public var name: String
    /// One line for people.
    public var description: String?
    /// The variables in order. Values of secrets are empty unless they were asked for.
    public var variables: [EnvironmentVariable]
    /// When it was made; set by the store.
    public var createdAt: Date
    /// When it was last changed; set by the store.
    public var updatedAt: Date

    /// Makes a set.
    public init(
        name: String, description: String? = nil, variables: [EnvironmentVariable], createdAt: Date = .distantPast,
        updatedAt: Date = .distantPast
    ) {
        self.name = name
        self.description = description
        self.variables = variables
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// Refuses what cannot be kept.
    ///
    /// - Throws: `InvalidInput` that names the field.
    public func validate() throws(InvalidInput) {
        try TextRules.checkIdentifier(name, "NAME")
        if let description { try TextRules.checkPrintable(description, "--description", atMost: 200) }
        try JobValidation.checkEnvironment(variables)
    }
}
