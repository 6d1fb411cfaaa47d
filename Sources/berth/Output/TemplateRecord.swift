import Foundation
import JobCore

/// A job template as JSON shows it.
struct TemplateRecord: Encodable {
    let schemaVersion = JSONText.schemaVersion
    var name: String
    var description: String?
    var image: String?
    var command: [String]
    /// By the long options of `berth run`.
    var options: [String: [String]]
    var commandLine: String
    var createdAt: Date
    var updatedAt: Date

    init(_ template: JobTemplate) {
        let request = template.request
        name = template.name
        description = template.description
        image = request.image.isEmpty || request.image == RunRequest.imageOfTemplate ? nil : request.image
        command = request.command
        options = Dictionary(uniqueKeysWithValues: request.options.map { ($0.rawValue, request[$0]) })
        commandLine = request.commandLine
        createdAt = template.createdAt
        updatedAt = template.updatedAt
    }

    private enum CodingKeys: CodingKey {
        case schemaVersion, name, description, image, command, options, commandLine, createdAt, updatedAt
    }
}

/// `berth template list --format json`.
struct TemplateListRecord: Encodable {
    let schemaVersion = JSONText.schemaVersion
    var templates: [TemplateRecord]

    private enum CodingKeys: CodingKey { case schemaVersion, templates }
}

/// An environment template as JSON shows it, secrets masked.
struct EnvironmentRecord: Encodable {
    struct Variable: Encodable {
        var name: String
        var value: String?
        var isSecret: Bool
    }

    let schemaVersion = JSONText.schemaVersion
    var name: String
    var description: String?
    var variables: [Variable]
    var createdAt: Date
    var updatedAt: Date

    init(_ environment: EnvironmentTemplate) {
        name = environment.name
        description = environment.description
        variables = environment.variables.map {
            Variable(name: $0.name, value: $0.isSecret ? nil : $0.value, isSecret: $0.isSecret)
        }
        createdAt = environment.createdAt
        updatedAt = environment.updatedAt
    }

    private enum CodingKeys: CodingKey { case schemaVersion, name, description, variables, createdAt, updatedAt }
}

/// `berth env list --format json`.
struct EnvironmentListRecord: Encodable {
    let schemaVersion = JSONText.schemaVersion
    var environments: [EnvironmentRecord]

    private enum CodingKeys: CodingKey { case schemaVersion, environments }
}
