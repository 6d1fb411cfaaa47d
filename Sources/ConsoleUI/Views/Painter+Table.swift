import JobCore

extension Painter {
    /// A column of a table over the screen.
    struct TableColumn {
        let head: String
        var isRight = false
        /// Whether it is left out where there is no room.
        var isOptional = false
    }

    /// Draws heads and, below them, rows of cells. The columns are as wide as they need to be over all rows, so that
    /// scrolling moves none; where that is too wide, the last optional ones are left out, and the widest give way.
    ///
    /// - Parameter top: the first row on the screen.
    mutating func table(_ columns: [TableColumn], _ rows: [[Piece]], top: Int, selected: Int?, in part: Rectangle) {
        let widths = widths(of: columns, rows, in: part)
        let shown = rows.dropFirst(top).prefix(max(0, part.rows - 1))
        let selected = selected.map { $0 - top }
        var start = part.column + 2
        for (index, column) in columns.enumerated() {
            guard let width = widths[index] else { continue }
            draw(Piece(column.head, theme.dim), column, start, width, row: part.row)
            for (offset, row) in shown.enumerated() {
                draw(row[index], column, start, width, row: part.row + 1 + offset)
            }
            start += width + 2
        }
        guard let selected, (0..<max(0, part.rows - 1)).contains(selected) else { return }
        select(row: part.row + 1 + selected, in: part, isFocused: true)
    }

    private mutating func draw(_ piece: Piece, _ column: TableColumn, _ start: Int, _ width: Int, row: Int) {
        let text = fitted(piece.text, to: width)
        if column.isRight {
            frame.write(text, endingAt: start + width, row: row, style: piece.style)
        } else {
            frame.write(text, column: start, row: row, style: piece.style, limit: width)
        }
    }

    /// How wide the columns of a table are; `nil` for those that are left out.
    private func widths(of columns: [TableColumn], _ rows: [[Piece]], in part: Rectangle) -> [Int?] {
        var widths: [Int?] = columns.enumerated().map { index, column in
            rows.reduce(DisplayWidth.columns(of: column.head)) {
                max($0, DisplayWidth.columns(of: TerminalSafe.text($1[index].text)))
            }
        }
        func room() -> Int { widths.reduce(part.columns - 2) { $0 - ($1.map { $0 + 2 } ?? 0) } }
        for index in columns.indices.reversed() where columns[index].isOptional && room() < 0 { widths[index] = nil }
        while room() < 0, let widest = widths.indices.max(by: { widths[$0] ?? 0 < widths[$1] ?? 0 }),
            let width = widths[widest], width > 4
        {
            widths[widest] = width - 1
        }
        return widths
    }
}
