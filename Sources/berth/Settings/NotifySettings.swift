import JobCore
import Yams

/// Which ends of jobs are told, in the configuration.
struct NotifySettings: Sendable, Equatable {
    /// What the console runs when a job ends whose end is to be told; empty means nothing.
    var command: [String] = []
    /// What the worker tells.
    var rules: [NotifyRule] = []

    mutating func read(_ node: Node, _ reader: SettingsReader) throws(InvalidInput) {
        try reader.section(node, "'notify'") { (key, node) throws(InvalidInput) in
            switch key {
            case "command": command = try reader.words(node, "notify.command")
            case "rules":
                for item in try reader.list(node, "notify.rules", example: "[{name: ops, on: [failed]}]") {
                    let rule = try readRule(item, reader)
                    guard !rules.contains(where: { $0.name == rule.name }) else {
                        throw reader.refuse(item, "There are two rules named '\(rule.name)'. Choose another name.")
                    }
                    rules.append(rule)
                }
            default: return ["command", "rules"]
            }
            return nil
        }
    }

    private static let ruleKeys = [
        "name", "on", "jobs", "labels", "group", "command", "webhook", "secretFile", "caFile", "allowPlainHTTP",
    ]

    private func readRule(_ node: Node, _ reader: SettingsReader) throws(InvalidInput) -> NotifyRule {
        var rule = NotifyRule(name: "", action: .command([]))
        var program: [String] = []
        var url: (text: String, node: Node)?
        var (secretFile, authorityFile): (String?, String?)
        var allowsPlainHTTP = false
        try reader.section(node, "a rule of 'notify'") { (key, node) throws(InvalidInput) in
            switch key {
            case "name": rule.name = try reader.text(node, "name of a rule")
            case "on":
                for word in try reader.words(node, "on") { rule.statuses.insert(try status(word, node, reader)) }
            case "jobs": rule.namePattern = try reader.text(node, "jobs")
            case "labels":
                try reader.section(node, "'labels'") { (name, value) throws(InvalidInput) in
                    rule.labels[name] = try reader.text(value, "labels.\(name)")
                    return nil
                }
            case "group": rule.group = try reader.text(node, "group")
            case "command": program = try reader.words(node, "command")
            case "webhook": url = (try reader.text(node, "webhook"), node)
            case "secretFile": secretFile = try reader.text(node, "secretFile")
            case "caFile": authorityFile = try reader.text(node, "caFile")
            case "allowPlainHTTP": allowsPlainHTTP = try reader.boolean(node, "allowPlainHTTP")
            default: return Self.ruleKeys
            }
            return nil
        }
        guard !rule.name.isEmpty else { throw reader.refuse(node, "A rule of 'notify' has no name. Add 'name: …'.") }
        guard program.isEmpty != (url == nil) else {
            throw reader.refuse(node, "Rule '\(rule.name)' must have a command or a webhook, and not both.")
        }
        guard let url else {
            rule.action = .command(program)
            return rule
        }
        try WebhookAddress.check(url.text, allowsPlainHTTP: allowsPlainHTTP) { reader.refuse(url.node, $0) }
        rule.action = .webhook(
            NotifyRule.Webhook(url: url.text, secretFile: secretFile, authorityFile: authorityFile))
        return rule
    }

    private func status(_ word: String, _ node: Node, _ reader: SettingsReader) throws(InvalidInput) -> JobStatus {
        guard let status = JobStatus(rawValue: word), status.isTerminal else {
            let known = JobStatus.terminal.map(\.rawValue).joined(separator: ", ")
            throw reader.refuse(node, "'\(word)' is no end of a job. Known are: \(known).")
        }
        return status
    }
}
