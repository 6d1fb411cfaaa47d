import JobCore
import Yams

/// A host as a manifest writes it, with the names of `berth host add`.
struct HostDefinition {
    let name: String
    let settings: [String: Node]

    private static let keys = [
        "kind", "endpoint", "slots", "weight", "region", "labels", "options", "gpus", "resources", "pull",
        "removal", "active",
    ]

    /// Reads it.
    ///
    /// - Throws: `InvalidInput` whose field is a key.
    func host() throws(InvalidInput) -> JobHost {
        do {
            return try read()
        } catch {
            throw InvalidInput(Self.key(error.field), error.message)
        }
    }

    /// The key for what `berth host add` calls a field.
    static func key(_ field: String) -> String {
        switch field {
        case "--label": "labels"
        case "--option": "options"
        case "--resource": "resources"
        case "--tls-ca": "tlsCA"
        case "--tls-cert": "tlsCert"
        case "--tls-key": "tlsKey"
        default: String(field.drop { $0 == "-" })
        }
    }

    /// Where each key stands, those in `options` too.
    func lines(_ lines: [String: Int]) -> [String: Int] {
        var lines = lines
        for (key, _) in settings["options"]?.mapping ?? [:] {
            guard let name = key.scalar?.string, lines[name] == nil else { continue }
            lines[name] = key.mark?.line
        }
        return lines
    }

    private func read() throws(InvalidInput) -> JobHost {
        for key in settings.keys.sorted() where !Self.keys.contains(key) {
            throw InvalidInput(
                key,
                "'\(TextForSentence.shortened(key))' is not a key of a host. Known are: \(Self.keys.joined(separator: ", "))."
            )
        }
        let word = try text("kind") ?? HostKind.docker.rawValue
        guard let kind = HostKind(rawValue: word) else {
            let known = HostKind.allCases.map(\.rawValue).joined(separator: " or ")
            throw InvalidInput("kind", "'\(TextForSentence.shortened(word))' is no kind of host. Write \(known).")
        }
        var host = JobHost(name: name, kind: kind)
        try HostSettings(
            endpoint: text("endpoint"), slots: text("slots"), weight: text("weight"), region: text("region"),
            labels: pairs("labels"), options: pairs("options"), allowsPull: flag("pull"), removal: text("removal"),
            gpus: text("gpus"), counters: pairs("resources")
        ).apply(to: &host)
        host.isActive = try flag("active") ?? true
        try HostValidation.validate(host)
        return host
    }

    private func text(_ key: String) throws(InvalidInput) -> String? {
        guard let node = settings[key] else { return nil }
        guard let scalar = node.scalar else { throw InvalidInput(key, "\(key) must be one value.") }
        return scalar.string
    }

    private func flag(_ key: String) throws(InvalidInput) -> Bool? {
        guard let node = settings[key] else { return nil }
        guard let flag = node.bool else { throw InvalidInput(key, "\(key) must be true or false.") }
        return flag
    }

    private func pairs(_ key: String) throws(InvalidInput) -> [String] {
        guard let node = settings[key] else { return [] }
        guard let mapping = node.mapping else { throw InvalidInput(key, "\(key) must hold 'name: value' lines.") }
        return mapping.map { "\($0.key.scalar?.string ?? "")=\($0.value.scalar?.string ?? "")" }
    }
}
