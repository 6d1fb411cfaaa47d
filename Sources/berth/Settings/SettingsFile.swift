import Foundation
import JobCore
import Yams

/// The configuration file: YAML, `version: 1`, every key known. An absent file is an empty one.
struct SettingsFile: Sendable, Equatable {
    var defaults = JobDefaults()
    var worker = WorkerSettings()
    var retention = RetentionSettings()
    var notify = NotifySettings()
    var router = RouterSettings()
    var console = ConsoleSettingsSection()
    /// `hosts.allow`.
    var safety = SafetyPolicy()
    /// What bounds the operations on hosts that say nothing else.
    var executors = ExecutorSettings()

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - mustExist: whether an absent file is an error, because someone named it.
    /// - Throws: `InvalidInput` that names file and line.
    static func read(_ path: String, mustExist: Bool) throws(InvalidInput) -> SettingsFile {
        guard let data = FileManager.default.contents(atPath: path) else {
            let isThere = FileManager.default.fileExists(atPath: path)
            guard mustExist || isThere else { return SettingsFile() }
            throw InvalidInput(
                "configuration",
                "The file '\(path)' \(isThere ? "cannot be read" : "does not exist"). Check --config and BERTH_CONFIG.")
        }
        return try parse(String(decoding: data, as: UTF8.self), path: path)
    }

    /// Reads the text of a file; `path` is for errors.
    static func parse(_ text: String, path: String) throws(InvalidInput) -> SettingsFile {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw InvalidInput("configuration", SettingsReader.sentence(for: error, path: path))
        } catch {
            throw InvalidInput("configuration", "The file '\(path)' is not YAML.")
        }
        guard let root, root != Node("") else { return SettingsFile() }
        let reader = SettingsReader(path: path)
        var file = SettingsFile()
        var version: Int?
        try reader.section(root, "the file") { (key, node) throws(InvalidInput) in
            switch key {
            case "version": version = try reader.integer(node, key, in: 1...1)
            case "defaults": try file.defaults.read(node, reader)
            case "hosts": try file.readHosts(node, reader)
            case "worker": try file.worker.read(node, reader)
            case "console": try file.console.read(node, reader)
            case "retention": try file.retention.read(node, reader)
            case "notify": try file.notify.read(node, reader)
            case "router": try file.router.read(node, reader)
            // A known name without keys of its own yet.
            case "queue":
                try reader.section(node, "'\(key)'") { (_, _) throws(InvalidInput) in [] }
            default:
                return ["version", "defaults", "hosts", "worker", "queue", "router", "console", "retention", "notify"]
            }
            return nil
        }
        guard version != nil else {
            throw InvalidInput("configuration", "The file '\(path)' has no version. Begin it with 'version: 1'.")
        }
        return file
    }

    private mutating func readHosts(_ node: Node, _ reader: SettingsReader) throws(InvalidInput) {
        try reader.section(node, "'hosts'") { (key, node) throws(InvalidInput) in
            if key == "allow" {
                for word in try reader.list(node, "hosts.allow", example: "[privileged]") {
                    safety.allowed.insert(try reader.choice(word, "hosts.allow", SafetyPolicy.Permission.self))
                }
                return nil
            }
            guard ExecutorSettings.keys.contains(key) else { return ["allow"] + ExecutorSettings.keys }
            do throws(InvalidInput) {
                try executors.set(key, to: node.scalar?.string ?? "")
            } catch {
                throw reader.refuse(node, "hosts.\(key): \(error.message)")
            }
            return nil
        }
    }
}

extension JobDefaults {
    fileprivate mutating func read(_ node: Node, _ reader: SettingsReader) throws(InvalidInput) {
        try reader.section(node, "'defaults'") { (key, node) throws(InvalidInput) in
            switch key {
            case "priority": priority = try reader.integer(node, "defaults.priority", in: SpecLimits.priority)
            case "timeout": timeout = try reader.duration(node, "defaults.timeout")
            case "retry": retry = try reader.choice(node, "defaults.retry", RetryStrategy.self)
            case "memory": memory = try reader.size(node, "defaults.memory")
            case "cpus": cpus = try reader.number(node, "defaults.cpus", in: SpecLimits.cpus)
            case "pidsLimit": pidsLimit = try reader.integer(node, "defaults.pidsLimit", in: SpecLimits.pids)
            case "pull": pull = try reader.choice(node, "defaults.pull", PullPolicy.self)
            default: return ["priority", "timeout", "retry", "memory", "cpus", "pidsLimit", "pull"]
            }
            return nil
        }
    }
}
