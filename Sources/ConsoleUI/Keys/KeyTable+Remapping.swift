extension KeyTable {
    /// The scopes that are open together, so that a key may mean one thing only in each of these sets.
    public static let scopesOpenTogether: [[KeyScope]] =
        Pane.allCases.map { pane in
            let actions: [KeyScope] = pane.hasJob ? [.actions] : []
            return [pane.scope] + actions + [.panes, .everywhere, .always]
        } + [
            [.list, .everywhere, .always], [.help, .reading, .everywhere, .always], [.dialog, .always],
            [.palette, .field, .always], [.cleanup, .always], [.form, .field, .always], [.change, .field, .always],
            [.hostForm, .field, .always],
            [.containers, .everywhere, .always], [.groups, .everywhere, .always], [.schedules, .everywhere, .always],
            [.notifications, .reading, .everywhere, .always],
        ]

    /// The commands whose keys can be chosen: those of the main screen.
    public var remappable: [KeyCommand] {
        var seen: Set<KeyCommand> = []
        return bindings.filter { $0.scope.isOnMainScreen && seen.insert($0.command).inserted }.map(\.command)
    }

    /// This table with other keys for some commands of the main screen.
    ///
    /// A key that is given to a command is taken from those that had it where both could be meant.
    ///
    /// - Returns: the table, and a sentence for every clash: two commands that were given the same key, or a command that
    ///   has none any more.
    public func remapped(_ keys: [KeyCommand: [Key]]) -> (table: KeyTable, clashes: [String]) {
        var clashes: [String] = []
        var rows = bindings.map { binding in
            keys[binding.command].map { binding.scope.isOnMainScreen ? binding.with($0) : binding } ?? binding
        }
        for index in rows.indices where keys[rows[index].command] == nil || !rows[index].scope.isOnMainScreen {
            let taken = Set(
                rows.filter { row in
                    keys[row.command] != nil && row.scope.isOnMainScreen && row.scope.isOpen(with: rows[index].scope)
                }.flatMap(\.keys))
            let left = rows[index].keys.filter { !taken.contains($0) }
            guard left.count < rows[index].keys.count, rows[index].scope.isOnMainScreen else { continue }
            if left.isEmpty { clashes.append("'\(rows[index].command.rawValue)' has no key any more.") }
            rows[index] = rows[index].with(left)
        }
        for (index, row) in rows.enumerated() where keys[row.command] != nil && row.scope.isOnMainScreen {
            for other in rows[(index + 1)...] where keys[other.command] != nil && other.scope.isOpen(with: row.scope) {
                for key in row.keys where other.keys.contains(key) {
                    clashes.append(
                        "'\(key.name(isASCII: true))' is both '\(row.command.rawValue)' and '\(other.command.rawValue)'."
                    )
                }
            }
        }
        return (KeyTable(rows), clashes)
    }
}

extension KeyScope {
    /// Whether a key could be meant for both.
    fileprivate func isOpen(with other: KeyScope) -> Bool {
        KeyTable.scopesOpenTogether.contains { $0.contains(self) && $0.contains(other) }
    }
}

extension KeyBinding {
    fileprivate func with(_ keys: [Key]) -> KeyBinding { KeyBinding(command, keys, scope, label: label, help: help) }
}
