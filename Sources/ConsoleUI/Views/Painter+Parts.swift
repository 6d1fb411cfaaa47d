import JobCore

extension Painter {
    /// Writes the names of the panes that share a place at the right of its title, the one that is shown stressed.
    mutating func tabs(_ tabs: [Pane], shown: Pane, in part: Rectangle) {
        let pieces = tabPieces(tabs, shown: shown, in: part)
        guard !pieces.isEmpty else { return }
        let width = pieces.reduce(1) { $0 + $1.text.utf8.count }
        write(
            pieces + [Piece(" ", theme.dim)], column: part.column + part.columns - width - 1, row: part.row,
            until: part.column + part.columns - 1)
    }

    /// The columns that `tabs` takes of a title.
    func tabsWidth(_ tabs: [Pane], shown: Pane, in part: Rectangle) -> Int {
        let pieces = tabPieces(tabs, shown: shown, in: part)
        return pieces.isEmpty ? 0 : pieces.reduce(2) { $0 + $1.text.utf8.count }
    }

    private func tabPieces(_ tabs: [Pane], shown: Pane, in part: Rectangle) -> [Piece] {
        Self.tabNames(tabs, shown: shown, in: part).flatMap { _, name in
            // The number is a key, and looks like the keys at the foot.
            [Piece(String(name.prefix(2)), theme.accent), Piece(String(name.dropFirst(2)), theme.dim)]
        }
    }

    /// The name of a pane that stands in this column of the title.
    static func tab(_ tabs: [Pane], shown: Pane, in part: Rectangle, at column: Int) -> Pane? {
        let names = tabNames(tabs, shown: shown, in: part)
        guard !names.isEmpty else { return nil }
        var start = part.column + part.columns - names.reduce(2) { $0 + $1.name.utf8.count }
        for (pane, name) in names {
            if (start..<start + name.utf8.count).contains(column) { return pane }
            start += name.utf8.count
        }
        return nil
    }

    /// The names of the others with the keys that show them; where the title needs the room for itself, the keys alone.
    private static func tabNames(_ tabs: [Pane], shown: Pane, in part: Rectangle) -> [(pane: Pane, name: String)] {
        guard tabs.count > 1, tabs.contains(shown), part.columns >= 30 else { return [] }
        let others = tabs.filter { $0 != shown }
        let names = others.map { (pane: $0, name: " \($0.rawValue) \($0.title.lowercased())") }
        let isShort = names.reduce(0) { $0 + $1.name.utf8.count } <= part.columns / 4
        if isShort || part.columns >= 100 { return names }
        return others.map { (pane: $0, name: " \($0.rawValue)") }
    }

    /// Draws a line of text that is being written, the cursor reversed, scrolled so that the cursor is in sight.
    /// Answers the column of what stands behind its text.
    @discardableResult
    mutating func field(_ field: TextField, label: String, column: Int, row: Int, columns: Int) -> Int {
        let start = column + frame.write(label + " ", column: column, row: row, style: theme.strong, limit: columns)
        let room = max(1, column + columns - start)
        let before = TerminalSafe.text(String(field.text.prefix(field.cursor)))
        let after = TerminalSafe.text(String(field.text.dropFirst(field.cursor)))
        var shown = before[...]
        while DisplayWidth.columns(of: String(shown)) > room - 2, !shown.isEmpty { shown = shown.dropFirst() }
        let cursor = start + frame.write(String(shown), column: start, row: row, limit: room)
        let under = after.first.map(String.init) ?? " "
        let width = frame.write(
            under, column: cursor, row: row, style: theme.text.adding(.reverse), limit: column + columns - cursor)
        let end = cursor + width
        let written = frame.write(
            String(after.dropFirst()), column: end, row: row, limit: max(0, column + columns - end))
        return after.isEmpty ? cursor : end + written
    }
}
