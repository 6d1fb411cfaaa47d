import JobCore
import Yams

/// Reads values out of the configuration file; every error names file, line and key.
struct SettingsReader {
    let path: String

    /// Goes through the keys of a section.
    ///
    /// - Parameters:
    ///   - read: takes a key and its value; returns the known keys when this is none of them.
    func section(
        _ node: Node, _ name: String, _ read: (String, Node) throws(InvalidInput) -> [String]?
    ) throws(InvalidInput) {
        if node.isEmptyValue { return }
        guard let mapping = node.mapping else { throw refuse(node, "\(name) must hold 'key: value' lines.") }
        var seen = Set<String>()
        for (keyNode, value) in mapping {
            let key = keyNode.string ?? ""
            guard seen.insert(key).inserted else {
                throw refuse(keyNode, "'\(key)' stands twice in \(name). Keep one.")
            }
            guard let known = try read(key, value) else { continue }
            let remedy = known.isEmpty ? "It has no keys yet." : "Known are: \(known.joined(separator: ", "))."
            throw refuse(keyNode, "'\(key)' is not a key of \(name). \(remedy)")
        }
    }

    func integer(_ node: Node, _ key: String, in range: ClosedRange<Int>) throws(InvalidInput) -> Int {
        guard let number = node.int, range.contains(number) else {
            throw refuse(node, "\(key) must be a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    func number(_ node: Node, _ key: String, in range: ClosedRange<Double>) throws(InvalidInput) -> Double {
        guard let number = node.float, range.contains(number) else {
            throw refuse(node, "\(key) must be a number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    func duration(_ node: Node, _ key: String) throws(InvalidInput) -> Duration {
        do {
            return try Duration(parsing: node.scalar?.string ?? "", field: key)
        } catch {
            throw refuse(node, "\(key): \(error.message)")
        }
    }

    func size(_ node: Node, _ key: String) throws(InvalidInput) -> ByteCount {
        do {
            return try ByteCount(parsing: node.scalar?.string ?? "", field: key)
        } catch {
            throw refuse(node, "\(key): \(error.message)")
        }
    }

    func choice<Value: RawRepresentable & CaseIterable>(
        _ node: Node, _ key: String, _: Value.Type
    ) throws(InvalidInput) -> Value where Value.RawValue == String {
        guard let value = Value(rawValue: node.scalar?.string ?? "") else {
            let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw refuse(node, "'\(node.scalar?.string ?? "")' is not a value of \(key). Known are: \(known).")
        }
        return value
    }

    /// - Parameter example: what could stand there.
    func list(_ node: Node, _ key: String, example: String) throws(InvalidInput) -> [Node] {
        if node.isEmptyValue { return [] }
        guard let sequence = node.sequence else { throw refuse(node, "\(key) must be a list, such as \(example).") }
        return Array(sequence)
    }

    /// One word or more that is not empty.
    func text(_ node: Node, _ key: String) throws(InvalidInput) -> String {
        guard let text = node.scalar?.string, !text.isEmpty else { throw refuse(node, "\(key) must be a text.") }
        return text
    }

    /// A list of words.
    func words(_ node: Node, _ key: String) throws(InvalidInput) -> [String] {
        if node.isEmptyValue { return [] }
        guard let items = node.sequence else {
            throw refuse(node, "\(key) must be a list of words, such as [notify-send, Berth].")
        }
        var words: [String] = []
        for item in items {
            guard let word = item.scalar?.string else {
                throw refuse(item, "\(key) must be a list of words, such as [notify-send, Berth].")
            }
            words.append(word)
        }
        return words
    }

    func boolean(_ node: Node, _ key: String) throws(InvalidInput) -> Bool {
        guard let value = node.bool else { throw refuse(node, "\(key) must be true or false.") }
        return value
    }

    func refuse(_ node: Node, _ sentence: String) -> InvalidInput {
        let line = node.mark.map { ", line \($0.line)" } ?? ""
        return InvalidInput("configuration", "File '\(path)'\(line): \(sentence)")
    }

    static func sentence(for error: YamlError, path: String) -> String {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            "File '\(path)', line \(mark.line): it is not YAML: \(problem)."
        case .duplicatedKeysInMapping(let duplicates, _):
            "File '\(path)': the key '\(duplicates.first.map { "\($0)" } ?? "?")' stands twice. Keep one."
        default: "The file '\(path)' is not YAML."
        }
    }
}

extension Node {
    /// `key:` with nothing behind it.
    fileprivate var isEmptyValue: Bool {
        guard let scalar, scalar.style == .plain else { return false }
        return scalar.string.isEmpty || scalar.string == "~" || scalar.string == "null"
    }
}
