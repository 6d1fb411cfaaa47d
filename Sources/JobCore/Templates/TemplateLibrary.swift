/// The templates that a request may name, as they were when it was read.
public struct TemplateLibrary: Hashable, Sendable {
    /// Job templates by name.
    public var templates: [String: JobTemplate]
    /// Environment templates by name, secrets opened.
    public var environments: [String: EnvironmentTemplate]

    /// None unless given.
    public init(templates: [JobTemplate] = [], environments: [EnvironmentTemplate] = []) {
        self.templates = Dictionary(templates.map { ($0.name, $0) }) { first, _ in first }
        self.environments = Dictionary(environments.map { ($0.name, $0) }) { first, _ in first }
    }

    /// The template of a name.
    ///
    /// - Throws: `InvalidInput` that names those there are.
    public func template(_ name: String) throws(InvalidInput) -> JobTemplate {
        guard let template = templates[name] else {
            throw Self.missing("--template", "template", name, known: templates.keys.sorted())
        }
        return template
    }

    /// The environment template of a name.
    ///
    /// - Throws: `InvalidInput` that names those there are.
    public func environment(_ name: String) throws(InvalidInput) -> EnvironmentTemplate {
        guard let environment = environments[name] else {
            throw Self.missing("--env-template", "environment", name, known: environments.keys.sorted())
        }
        return environment
    }

    private static func missing(
        _ field: String, _ kind: String, _ name: String, known: [String]
    ) -> InvalidInput {
        let remedy =
            known.isEmpty
            ? "Add one with `berth \(kind == "template" ? "template" : "env") add`."
            : "There are: \(known.joined(separator: ", "))."
        return InvalidInput(field, "There is no \(kind) '\(TextForSentence.shortened(name))'. \(remedy)")
    }
}
