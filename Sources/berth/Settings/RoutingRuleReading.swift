import JobCore
import Yams

/// Reads a rule of the router; whatever is wrong in it is refused when the file is loaded (ROUTE-08).
struct RoutingRuleReading {
    let reader: SettingsReader

    func rule(_ node: Node) throws(InvalidInput) -> RoutingRule {
        var rule = RoutingRule(name: "")
        try reader.section(node, "a rule of 'router'") { (key, node) throws(InvalidInput) in
            switch key {
            case "name": rule.name = try reader.text(node, "name of a rule")
            case "priority": rule.priority = try reader.integer(node, "priority", in: -1000...1000)
            case "when": try readConditions(node, into: &rule)
            case "require": rule.required = try traits(node, key)
            case "prefer": rule.preferred = try traits(node, key)
            default: return ["name", "priority", "when", "require", "prefer"]
            }
            return nil
        }
        guard !rule.name.isEmpty else { throw reader.refuse(node, "A rule of 'router' has no name. Add 'name: …'.") }
        guard !rule.required.isEmpty || !rule.preferred.isEmpty else {
            throw reader.refuse(node, "Rule '\(rule.name)' asks for nothing. Add 'require: {…}' or 'prefer: {…}'.")
        }
        return rule
    }

    private static let conditions = ["memory", "cpus", "timeout", "gpus", "job", "image", "template", "labels"]

    private func readConditions(_ node: Node, into rule: inout RoutingRule) throws(InvalidInput) {
        try reader.section(node, "'when'") { (key, node) throws(InvalidInput) in
            switch key {
            case "memory":
                rule.memory = try range(node, key) { (text) throws(InvalidInput) in
                    try ByteCount(parsing: text, field: key)
                }
            case "cpus":
                rule.cpus = try range(node, key) { (text) throws(InvalidInput) in
                    guard let cores = Double(text), cores.isFinite, cores >= 0 else {
                        throw InvalidInput(key, "'\(text)' is not a number of cores.")
                    }
                    return cores
                }
            case "timeout":
                rule.timeout = try range(node, key) { (text) throws(InvalidInput) in
                    try Duration(parsing: text, field: key)
                }
            case "gpus": rule.gpus = try reader.boolean(node, key)
            case "job": rule.jobPattern = try reader.text(node, key)
            case "image": rule.imagePattern = try reader.text(node, key)
            case "template": rule.templatePattern = try reader.text(node, key)
            case "labels":
                try reader.section(node, "'labels'") { (name, value) throws(InvalidInput) in
                    rule.labelPatterns[name] = try reader.text(value, "labels.\(name)")
                    return nil
                }
            default: return Self.conditions
            }
            return nil
        }
    }

    private func range<Value>(
        _ node: Node, _ key: String, _ read: (String) throws(InvalidInput) -> Value
    ) throws(InvalidInput) -> RuleRange<Value> {
        do {
            return try RuleRange(parsing: node.scalar?.string ?? "", field: key, read)
        } catch {
            throw reader.refuse(node, error.description)
        }
    }

    /// `{region: eu, gpu: true}`, the most important first.
    private func traits(_ node: Node, _ key: String) throws(InvalidInput) -> [HostTrait] {
        var traits: [HostTrait] = []
        try reader.section(node, "'\(key)'") { (name, value) throws(InvalidInput) in
            let text = try reader.text(value, "\(key).\(name)")
            do throws(InvalidInput) {
                traits.append(try HostTrait(parsing: "\(name)=\(text)", field: key))
            } catch {
                throw reader.refuse(value, error.description)
            }
            return nil
        }
        return traits
    }
}
