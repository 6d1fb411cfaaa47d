public import Foundation

/// A saved way to run a job (CMD-10): what `berth run` would be told. Merged when a job is submitted, so that a change of the
/// template holds for the next job.
public struct JobTemplate: Hashable, Sendable {
    /// ASCII letters, digits, `_.-`.
    public var name: String
    /// One line for people.
    public var description: String?
    /// Options, image and command. Its `env-template` names the environment that lies below.
    public var request: RunRequest
    /// When it was made; set by the store.
    public var createdAt: Date
    /// When it was last changed; set by the store.
    public var updatedAt: Date

    /// Makes a template.
    public init(
        name: String, description: String? = nil, request: RunRequest, createdAt: Date = .distantPast,
        updatedAt: Date = .distantPast
    ) {
        self.name = name
        self.description = description
        self.request = request
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// Refuses what cannot be a template.
    ///
    /// - Throws: `InvalidInput` that names the field. Whether its values can be read is known when a draft is made of it.
    public func validate() throws(InvalidInput) {
        try TextRules.checkIdentifier(name, "NAME")
        if let description { try TextRules.checkPrintable(description, "--description", atMost: 200) }
        guard !request.has(.template) else {
            throw InvalidInput(
                "--template", "A template cannot be built on another one. Name an --env-template instead.")
        }
        let once: [RunOption] = [.at, .delay, .idempotencyKey]
        if let option = once.first(where: request.has) {
            throw InvalidInput(option.flag, "It is about one single run, not about a template. Leave it out.")
        }
    }
}
