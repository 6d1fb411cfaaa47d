import ConsoleUI
import JobCore
import Yams

/// How the console looks and which keys it has.
struct ConsoleSettingsSection: Sendable, Equatable {
    /// Colours for which background.
    enum Theme: String, CaseIterable, Sendable {
        /// What the terminal says of itself (`COLORFGBG`), else dark.
        case auto
        case dark
        case light
    }

    var theme: Theme?
    var preset: KeyPreset?
    /// Keys by command; they win over the preset.
    var keys: [KeyCommand: [Key]] = [:]

    /// The keys that hold, and a sentence for every clash among them.
    var keyTable: (table: KeyTable, clashes: [String]) {
        KeyTable.standard.remapped((preset ?? .berth).keys.merging(keys) { _, own in own })
    }

    /// Whether the terminal's background is light.
    func isLight(_ environment: [String: String]) -> Bool {
        switch theme ?? .auto {
        case .dark: return false
        case .light: return true
        case .auto:
            // "foreground;background" or "foreground;default;background" by the palette: 7 and 15 are white.
            let background = environment["COLORFGBG"]?.split(separator: ";").last
            return background == "7" || background == "15"
        }
    }

    mutating func read(_ node: Node, _ reader: SettingsReader) throws(InvalidInput) {
        try reader.section(node, "'console'") { (key, node) throws(InvalidInput) in
            switch key {
            case "theme": theme = try reader.choice(node, "console.theme", Theme.self)
            case "preset": preset = try reader.choice(node, "console.preset", KeyPreset.self)
            case "keys": try readKeys(node, reader)
            default: return ["theme", "preset", "keys"]
            }
            return nil
        }
    }

    private mutating func readKeys(_ node: Node, _ reader: SettingsReader) throws(InvalidInput) {
        try reader.section(node, "'console.keys'") { (name, node) throws(InvalidInput) in
            let remappable = KeyTable.standard.remappable
            guard let command = remappable.first(where: { $0.rawValue == name }) else {
                return remappable.map(\.rawValue)
            }
            let nodes = node.sequence.map { Array($0) } ?? [node]
            guard (1...2).contains(nodes.count) else {
                throw reader.refuse(node, "console.keys.\(name) takes one key or two.")
            }
            var keys: [Key] = []
            for node in nodes {
                do throws(InvalidInput) {
                    keys.append(try Key(parsing: node.scalar?.string ?? ""))
                } catch {
                    throw reader.refuse(node, "console.keys.\(name): \(error.message)")
                }
            }
            self.keys[command] = keys
            return nil
        }
    }
}
