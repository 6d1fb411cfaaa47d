import JobCore

extension Painter {
    /// Draws a list in a box in the middle of the screen, as large as it needs to be.
    mutating func list(_ rows: [[Piece]], cursor: ListCursor, title: String, layout: Layout) {
        let widest = rows.map { $0.reduce(0) { $0 + DisplayWidth.columns(of: TerminalSafe.text($1.text)) } }.max() ?? 0
        let inside = box(layout.listBox(rows.count, widest: widest), title: title)
        let part = Rectangle(column: inside.column - 1, row: inside.row, columns: inside.columns + 2, rows: inside.rows)
        var cursor = cursor
        cursor.keepInView(count: rows.count, visibleRows: part.rows)
        for (offset, pieces) in rows.dropFirst(cursor.top).prefix(part.rows).enumerated() {
            let row = part.row + offset
            write(pieces, column: part.column + 2, row: row, until: part.column + part.columns)
            if cursor.top + offset == cursor.row { select(row: row, in: part, isFocused: true) }
        }
    }
}

extension Layout {
    /// How many rows of a list over the screen are seen.
    func listRows(_ count: Int) -> Int { max(1, min(count, body.rows - 2)) }

    /// The box of a list over the screen.
    func listBox(_ count: Int, widest: Int) -> Rectangle {
        body.centered(columns: min(size.columns, max(32, widest + 6)), rows: listRows(count) + 2)
    }
}
