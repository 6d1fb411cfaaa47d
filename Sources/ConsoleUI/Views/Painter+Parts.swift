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

    /// The names of the others with the keys that show them; where there is no room, the keys alone.
    private func tabPieces(_ tabs: [Pane], shown: Pane, in part: Rectangle) -> [Piece] {
        guard tabs.count > 1, tabs.contains(shown), part.columns >= 40 else { return [] }
        return tabs.filter { $0 != shown }.map { Piece(Self.tabName($0, in: part), theme.dim) }
    }

    /// The name of a pane that stands in this column of the title.
    static func tab(_ tabs: [Pane], shown: Pane, in part: Rectangle, at column: Int) -> Pane? {
        guard tabs.count > 1, tabs.contains(shown), part.columns >= 40 else { return nil }
        let others = tabs.filter { $0 != shown }
        let widths = others.map { tabName($0, in: part).utf8.count }
        var start = part.column + part.columns - widths.reduce(2, +)
        for (pane, width) in zip(others, widths) {
            if (start..<start + width).contains(column) { return pane }
            start += width
        }
        return nil
    }

    private static func tabName(_ pane: Pane, in part: Rectangle) -> String {
        part.columns < 100 ? " \(pane.rawValue)" : " \(pane.rawValue) \(pane.title.lowercased())"
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
