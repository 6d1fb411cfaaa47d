import JobCore
import Yams

/// How jobs find their hosts, in the configuration (ROUTE-08, ROUTE-09).
struct RouterSettings: Sendable, Equatable {
    var strategy: RoutingStrategy?
    var fallback: [HostKind: [HostKind]] = [:]
    var rules: [RoutingRule] = []

    /// What the router goes by.
    var policy: RouterPolicy {
        RouterPolicy(strategy: strategy ?? .weighted, fallback: fallback, rules: rules)
    }

    mutating func read(_ node: Node, _ reader: SettingsReader) throws(InvalidInput) {
        try reader.section(node, "'router'") { (key, node) throws(InvalidInput) in
            switch key {
            case "strategy": strategy = try reader.choice(node, "router.strategy", RoutingStrategy.self)
            case "fallback": try readFallback(node, reader)
            case "rules":
                for item in try reader.list(node, "router.rules", example: "[{name: eu, prefer: {region: eu}}]") {
                    let rule = try RoutingRuleReading(reader: reader).rule(item)
                    guard !rules.contains(where: { $0.name == rule.name }) else {
                        throw reader.refuse(item, "There are two rules named '\(rule.name)'. Choose another name.")
                    }
                    rules.append(rule)
                }
            default: return ["strategy", "fallback", "rules"]
            }
            return nil
        }
    }

    private mutating func readFallback(_ node: Node, _ reader: SettingsReader) throws(InvalidInput) {
        try reader.section(node, "'fallback'") { (key, node) throws(InvalidInput) in
            guard let kind = HostKind(rawValue: key) else { return HostKind.allCases.map(\.rawValue) }
            var kinds: [HostKind] = []
            for item in try reader.list(node, "fallback.\(key)", example: "[mock]") {
                kinds.append(try reader.choice(item, "fallback.\(key)", HostKind.self))
            }
            fallback[kind] = kinds
            return nil
        }
    }
}
