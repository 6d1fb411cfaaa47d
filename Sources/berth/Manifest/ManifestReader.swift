import Foundation
import JobCore
import Yams

/// Reads a manifest. It goes on behind each mistake, so that all of them are named at once.
struct ManifestReader {
    private(set) var complaints: [ManifestComplaint] = []

    private static let sections = ["version", "environments", "templates", "hosts", "groups", "schedules", "jobs"]

    /// Reads a file. What is wrong with it is in the manifest's `complaints`.
    ///
    /// - Throws: `InvalidInput` when it cannot be read, or is no YAML.
    static func read(_ path: String) throws -> Manifest {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw InvalidInput(
                "--file", "The file '\(path)' does not exist or cannot be read. Check its name and rights.")
        }
        return try parse(String(decoding: data, as: UTF8.self), path: path)
    }

    /// Reads the text of a file; `path` is for errors.
    static func parse(_ text: String, path: String) throws -> Manifest {
        // Keys that are lists or mappings mean nothing here, and their comparing can be made to take for ever.
        guard !text.split(separator: "\n").contains(where: { $0.drop { $0 == " " }.hasPrefix("? ") }) else {
            throw InvalidInput("--file", "File '\(path)' has keys that are no words ('? …'). Write 'name: value'.")
        }
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw InvalidInput("--file", SettingsReader.sentence(for: error, path: path))
        }
        var reader = ManifestReader()
        var manifest = root.map { reader.manifest($0) } ?? Manifest()
        manifest.complaints = reader.complaints
        return manifest
    }

    private mutating func manifest(_ root: Node) -> Manifest {
        var manifest = Manifest()
        var hasVersion = false
        for (key, line, node) in entries(root, "the file") {
            switch key {
            case "version":
                hasVersion = true
                if node.int != 1 { complain(line, "version must be 1.") }
            case "environments":
                for (name, line, node) in entries(node, "environments") {
                    manifest.environments.append(environment(name, line, node))
                }
            case "templates":
                for (name, line, node) in entries(node, "templates") {
                    manifest.templates.append(definition(name, line, node, isTemplate: true))
                }
            case "hosts":
                for (name, line, node) in entries(node, "hosts") { addHost(name, line, node, to: &manifest) }
            case "jobs":
                for (name, line, node) in entries(node, "jobs") {
                    manifest.jobs.append(definition(name, line, node, isTemplate: false))
                }
            case "groups":
                for (name, line, node) in entries(node, "groups") { manifest.groups.append(group(name, line, node)) }
            case "schedules":
                for (name, line, node) in entries(node, "schedules") {
                    manifest.schedules.append(recurrence(name, line, node))
                }
            default: complain(line, unknown(key, among: Self.sections, of: "the file"))
            }
        }
        if !hasVersion { complain(1, "it has no version. Begin it with 'version: 1'.") }
        return manifest
    }

    // MARK: - Parts

    private mutating func environment(_ name: String, _ line: Int, _ node: Node) -> Manifest.Environment {
        var environment = Manifest.Environment(name: name, line: line)
        for (key, line, node) in entries(node, "environment '\(name)'") {
            switch key {
            case "description": environment.description = text(node, line, key)
            case "variables":
                for (name, line, node) in entries(node, "variables") {
                    if let variable = variable(name, line, node) { environment.variables.append(variable) }
                }
            default: complain(line, unknown(key, among: ["description", "variables"], of: "an environment"))
            }
        }
        return environment
    }

    /// `NAME: value`, or `NAME: {secret: true, from: OTHER}`.
    private mutating func variable(_ name: String, _ line: Int, _ node: Node) -> Manifest.Variable? {
        guard node.mapping != nil else {
            guard let value = text(node, line, name) else { return nil }
            return Manifest.Variable(name: name, line: line, source: .value(value), isSecret: false)
        }
        var variable = Manifest.Variable(name: name, line: line, source: .kept, isSecret: false)
        var sources = 0
        for (key, line, node) in entries(node, "variable '\(name)'") {
            switch key {
            case "secret":
                guard let flag = node.bool else {
                    complain(line, "secret must be true or false.")
                    continue
                }
                variable.isSecret = flag
            case "value", "from", "file":
                guard let text = text(node, line, key) else { continue }
                sources += 1
                variable.source = key == "value" ? .value(text) : key == "from" ? .environment(text) : .file(text)
            default: complain(line, unknown(key, among: ["secret", "value", "from", "file"], of: "a variable"))
            }
        }
        if sources > 1 { complain(line, "'\(name)' has several sources. Keep one of value, from and file.") }
        if sources == 0, !variable.isSecret {
            complain(line, "'\(name)' has no value. Write value, from or file.")
        }
        return variable
    }

    private mutating func addHost(_ name: String, _ line: Int, _ node: Node, to manifest: inout Manifest) {
        var settings: [String: Node] = [:]
        var lines: [String: Int] = [:]
        for (key, line, node) in entries(node, "host '\(name)'") { (settings[key], lines[key]) = (node, line) }
        let definition = HostDefinition(name: name, settings: settings)
        lines = definition.lines(lines)
        do {
            manifest.hosts.append(Manifest.Host(line: line, lines: lines, host: try definition.host()))
        } catch {
            complain(lines[error.field] ?? line, "\(error)")
        }
    }

    /// `gpu: {parallel: 2, paused: true}`
    private mutating func group(_ name: String, _ line: Int, _ node: Node) -> Manifest.Group {
        var group = Manifest.Group(name: name, line: line)
        for (key, line, node) in entries(node, "group '\(name)'") {
            switch key {
            case "parallel":
                group.parallel = node.int
                if node.int == nil { complain(line, "parallel must be a number; leave it out for no limit.") }
            case "paused":
                group.isPaused = node.bool ?? false
                if node.bool == nil { complain(line, "paused must be true or false.") }
            default: complain(line, unknown(key, among: ["parallel", "paused"], of: "a group"))
            }
        }
        return group
    }

    /// `nightly: {cron: "30 2 * * *", time-zone: Europe/Berlin, job: {image: "app:2"}}`
    private mutating func recurrence(_ name: String, _ line: Int, _ node: Node) -> Manifest.Recurrence {
        var recurrence = Manifest.Recurrence(name: name, line: line)
        for (key, line, node) in entries(node, "schedule '\(name)'") {
            switch key {
            case "job":
                recurrence.definition = definition(name, line, node, isTemplate: false)
            case "cron", "every", "time-zone", "overlap", "missed", "keep":
                recurrence.settings[key] = text(node, line, key)
                recurrence.lines["--" + key] = line
            default:
                let known = ["cron", "every", "time-zone", "overlap", "missed", "keep", "job"]
                complain(line, unknown(key, among: known, of: "a schedule"))
            }
        }
        if recurrence.definition == nil {
            complain(line, "Schedule '\(name)' has no job. Write what runs under 'job'.")
        }
        return recurrence
    }

    private mutating func definition(
        _ name: String, _ line: Int, _ node: Node, isTemplate: Bool
    ) -> Manifest.Definition {
        var definition = Manifest.Definition(name: name, line: line)
        var (image, command): (String?, [String]) = (nil, [])
        for (key, line, node) in entries(node, "'\(name)'") {
            switch key {
            case "description" where isTemplate: definition.description = text(node, line, key)
            case "image":
                image = text(node, line, key)
                definition.lines["IMAGE"] = line
            case "command":
                command = words(node, line, key)
                definition.lines["COMMAND"] = line
            default:
                guard let option = RunOption(rawValue: key) else {
                    complain(line, unknown(key, among: Self.definitionKeys, of: "a \(isTemplate ? "template" : "job")"))
                    continue
                }
                definition.request[option] = values(node, line, option)
                definition.lines[option.flag] = line
            }
        }
        if image != nil || !command.isEmpty {
            definition.request.words = [image ?? RunRequest.imageOfTemplate] + command
        }
        // One text means the words that a shell would make of it.
        if command.count == 1, !definition.request.has(.shell), definition.request.command.count > 1 {
            definition.request.words =
                RunRequest(image: definition.request.image, command: definition.request.command).words
        }
        return definition
    }

    private static let definitionKeys = ["image", "command", "description"] + RunOption.allCases.map(\.rawValue)

    // MARK: - Values

    /// COMMAND: a list of words, or one text that is split as a shell splits it.
    private mutating func words(_ node: Node, _ line: Int, _ key: String) -> [String] {
        guard let sequence = node.sequence else { return text(node, line, key).map { [$0] } ?? [] }
        let words = sequence.compactMap { text($0, $0.mark?.line ?? line, key) }
        // One word with blanks would be split.
        return words.count == 1 && words[0].contains(where: \.isWhitespace) ? [ShellWords.join(words)] : words
    }

    private mutating func values(_ node: Node, _ line: Int, _ option: RunOption) -> [String] {
        switch option.arity {
        case .flag, .toggle:
            guard let isOn = node.bool else {
                complain(line, "\(option.rawValue) must be true or false.")
                return []
            }
            if option.arity == .toggle { return ["\(isOn)"] }
            return isOn ? [""] : []
        case .single: return text(node, line, option.rawValue).map { [$0] } ?? []
        case .list:
            if node.mapping != nil {
                let separator = option == .addHost ? ":" : "="
                return entries(node, option.rawValue).compactMap { name, line, node in
                    // A name alone is taken from the environment of who runs it.
                    if node.scalar?.string.isEmpty ?? false, option == .environment, node.isBare { return name }
                    return text(node, line, name).map { name + separator + $0 }
                }
            }
            guard let sequence = node.sequence else { return text(node, line, option.rawValue).map { [$0] } ?? [] }
            return sequence.compactMap { text($0, $0.mark?.line ?? line, option.rawValue) }
        }
    }

    private mutating func text(_ node: Node, _ line: Int, _ key: String) -> String? {
        guard let scalar = node.scalar else {
            complain(line, "\(key) must be one value.")
            return nil
        }
        return scalar.string
    }

    /// The entries of a mapping, each key once.
    private mutating func entries(_ node: Node, _ name: String) -> [(key: String, line: Int, node: Node)] {
        if node.isBare { return [] }
        guard let mapping = node.mapping else {
            let form =
                node.sequence == nil
                ? "must hold 'key: value' lines."
                : "is a list. Write 'name: …' for each of its entries, in place of '- …'."
            complain(node.mark?.line ?? 1, "\(name) \(form)")
            return []
        }
        return mapping.compactMap { key, value in
            guard let text = key.scalar?.string, !text.isEmpty, !key.isBare else {
                complain(
                    key.mark?.line ?? value.mark?.line ?? 1,
                    "a key of \(name) is no name. Write a word, or a text in quotes.")
                return nil
            }
            return (text, key.mark?.line ?? 1, value)
        }
    }

    private func unknown(_ key: String, among known: [String], of what: String) -> String {
        let near = known.filter { EditDistance.between($0, key) <= max(1, key.count / 3) }.sorted()
        let remedy: String
        if !near.isEmpty {
            remedy = "Did you mean \(near.map { "'\($0)'" }.joined(separator: " or "))?"
        } else if known.count < 10 {
            remedy = "Known are: \(known.joined(separator: ", "))."
        } else {
            remedy = "Known are image, command and the long options of `berth run`."
        }
        return "'\(TextForSentence.shortened(key))' is not a key of \(what). \(remedy)"
    }

    private mutating func complain(_ line: Int, _ sentence: String) {
        complaints.append(ManifestComplaint(line: line, sentence: sentence))
    }
}

extension Node {
    /// `key:` with nothing behind it.
    fileprivate var isBare: Bool {
        guard let scalar, scalar.style == .plain else { return false }
        return scalar.string.isEmpty || scalar.string == "~" || scalar.string == "null"
    }
}
