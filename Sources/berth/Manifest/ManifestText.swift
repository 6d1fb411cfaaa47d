import Foundation
import JobCore
import Yams

/// Writes definitions as a manifest has them, and as lines that can be compared.
enum ManifestText {
    /// The fields of an environment: its variables, a secret's value as it is, for comparing only.
    static func lines(_ environment: EnvironmentTemplate) -> [(String, String)] {
        (environment.description.map { [("description", $0)] } ?? [])
            + environment.variables.map { ($0.name, $0.value) }
    }

    /// The fields of a template.
    static func lines(_ template: JobTemplate) -> [(String, String)] {
        (template.description.map { [("description", $0)] } ?? []) + lines(template.request)
    }

    /// The fields of a request.
    static func lines(_ request: RunRequest) -> [(String, String)] {
        var lines: [(String, String)] = []
        if !request.image.isEmpty { lines.append(("image", request.image)) }
        if !request.command.isEmpty { lines.append(("command", ShellWords.join(request.command))) }
        return lines
            + request.options.map { option in
                (option.rawValue, option.arity == .flag ? "true" : request[option].joined(separator: ", "))
            }
    }

    /// The settings of a host; not what it is like now.
    static func lines(_ host: JobHost) -> [(String, String)] {
        let optional = [
            ("region", host.region ?? ""), ("gpus", host.gpus.joined(separator: ",")),
            ("resources", CounterText.text(host.counters)),
        ].filter { !$0.1.isEmpty }
        return [
            ("kind", host.kind.rawValue), ("endpoint", host.endpoint), ("slots", "\(host.slots)"),
            ("weight", "\(host.weight)"), ("pull", "\(host.allowsPull)"), ("removal", HostText.removal(host.removal)),
            ("active", "\(host.isActive)"),
        ] + optional
            + host.labels.sorted { $0.key < $1.key }.map { ("label \($0.key)", $0.value) }
            + host.options.sorted { $0.key < $1.key }.map { ("option \($0.key)", $0.value) }
    }

    /// The settings of a group.
    static func lines(parallel: Int?, isPaused: Bool) -> [(String, String)] {
        [("parallel", parallel.map { "\($0)" } ?? "any number"), ("paused", "\(isPaused)")]
    }

    /// The fields of a schedule: when it is due, and what runs; a secret's value as it is, for comparing only.
    static func lines(_ schedule: Schedule) -> [(String, String)] {
        [
            ("when", schedule.rule.words), ("time-zone", schedule.zone.identifier),
            ("overlap", schedule.overlap.rawValue), ("missed", schedule.missed.rawValue),
            ("keep", schedule.keep.map { "\($0)" } ?? "all"),
        ] + lines(schedule.request) + (schedule.source.map { lines($0.surroundings) } ?? []) + secrets(schedule)
    }

    /// What of a schedule's fields nobody may see: of one that names templates, all that it took from elsewhere.
    static func secrets(_ schedule: Schedule) -> [(String, String)] {
        guard let surroundings = schedule.source?.surroundings else {
            return schedule.draft.spec.environment.filter(\.isSecret).map { ("secret \($0.name)", $0.value) }
        }
        return surroundings.variables.sorted { $0.key < $1.key }.map { ("variable \($0.key)", $0.value) }
            + surroundings.files.sorted { $0.key < $1.key }.map { ("file \($0.key)", $0.value) }
    }

    /// What held where a schedule was added.
    private static func lines(_ surroundings: RunSurroundings) -> [(String, String)] {
        let defaults = surroundings.defaults
        return [
            ("directory", surroundings.workingDirectory),
            ("default priority", defaults.priority.map { "\($0)" }),
            ("default timeout", defaults.timeout?.forPeople),
            ("default retry", defaults.retry?.rawValue),
            ("default memory", defaults.memory?.description),
            ("default cpus", defaults.cpus.map { "\($0)" }),
            ("default pids-limit", defaults.pidsLimit.map { "\($0)" }),
            ("default pull", defaults.pull?.rawValue),
            ("allowed", surroundings.safety.allowed.map(\.rawValue).sorted().joined(separator: ", ")),
        ].compactMap { name, value in value.map { (name, $0) } }
    }

    /// Names a job of a manifest and all that its definition says, so that a second `apply` finds the first one's job.
    static func key(of definition: Manifest.Definition) -> String {
        // FNV-1a, 64 bits: stable over versions and machines, which Swift's own hashes are not.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in definition.request.arguments.joined(separator: "\0").utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        return "apply/\(definition.name)/\(String(hash, radix: 16))"
    }

    // MARK: - YAML

    /// A manifest of these.
    static func yaml(templates: [JobTemplate] = [], environments: [EnvironmentTemplate] = []) throws -> String {
        var root: [(Node, Node)] = [("version", "1")]
        if !environments.isEmpty {
            root.append(("environments", Node(environments.map { (Node($0.name), node($0)) })))
        }
        if !templates.isEmpty { root.append(("templates", Node(templates.map { (Node($0.name), node($0)) }))) }
        return try Yams.serialize(node: Node(root), width: -1, allowUnicode: true, sortKeys: false)
    }

    private static func node(_ environment: EnvironmentTemplate) -> Node {
        var fields: [(Node, Node)] = []
        if let description = environment.description { fields.append(("description", text(description))) }
        let variables = environment.variables.map { variable -> (Node, Node) in
            let secret: [(Node, Node)] = [("secret", "true")]
            return (Node(variable.name), variable.isSecret ? Node(secret) : text(variable.value))
        }
        fields.append(("variables", Node(variables)))
        return Node(fields)
    }

    private static func node(_ template: JobTemplate) -> Node {
        var fields: [(Node, Node)] = []
        if let description = template.description { fields.append(("description", text(description))) }
        let request = template.request
        if !request.image.isEmpty, request.image != RunRequest.imageOfTemplate {
            fields.append(("image", text(request.image)))
        }
        if !request.command.isEmpty { fields.append(("command", Node(request.command.map(text), .implicit, .flow))) }
        for option in request.options {
            switch option.arity {
            case .flag: fields.append((Node(option.rawValue), "true"))
            case .toggle: fields.append((Node(option.rawValue), Node(request.value(option) ?? "true")))
            case .single: fields.append((Node(option.rawValue), text(request.value(option) ?? "")))
            case .list: fields.append((Node(option.rawValue), Node(request[option].map(text))))
            }
        }
        return Node(fields)
    }

    /// A text that stays one: `yes`, `1.0` and the like in quotes.
    private static func text(_ value: String) -> Node {
        let plain = Node(value)
        let isText = plain.bool == nil && plain.null == nil && !value.isEmpty && value == value.trimmingSpace
        return isText ? plain : Node(value, .implicit, .doubleQuoted)
    }
}

extension String {
    fileprivate var trimmingSpace: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
