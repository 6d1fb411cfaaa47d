/// The palette: a field and the actions that fit.
struct PaletteView {
    let palette: PaletteOverlay
    let matches: [KeyBinding]

    /// How many actions are on the screen.
    static func rows(_ layout: Layout) -> Int { max(1, min(16, layout.body.rows - 4)) }

    func draw(_ layout: Layout, on painter: inout Painter) {
        let rows = Self.rows(layout)
        // As wide whatever fits, so that it does not jump as one writes.
        let place = layout.body.centered(columns: 96, rows: max(1, min(rows, matches.count)) + 3)
        let inside = painter.box(place, title: "Actions")
        painter.field(palette.field, label: ":", column: inside.column, row: inside.row, columns: inside.columns)
        let list = Rectangle(
            column: inside.column - 1, row: inside.row + 1, columns: inside.columns + 2, rows: inside.rows - 1)
        guard !matches.isEmpty else {
            painter.frame.write(
                "No action fits.", column: inside.column + 1, row: list.row, style: painter.theme.dim)
            return
        }
        var cursor = palette.cursor
        cursor.keepInView(count: matches.count, visibleRows: list.rows)
        for (offset, binding) in matches.dropFirst(cursor.top).prefix(list.rows).enumerated() {
            draw(binding, row: list.row + offset, in: list, on: &painter)
            if cursor.top + offset == cursor.row { painter.select(row: list.row + offset, in: list, isFocused: true) }
        }
    }

    private func draw(_ binding: KeyBinding, row: Int, in list: Rectangle, on painter: inout Painter) {
        let key = binding.keys.first?.name(isASCII: painter.glyphs.isASCII) ?? ""
        let end = list.column + list.columns - 1
        let keyStart = painter.frame.write(key, endingAt: end, row: row, style: painter.theme.accent)
        let nameWidth = min(20, list.columns / 2)
        painter.frame.write(
            binding.command.title, column: list.column + 2, row: row, style: painter.theme.strong, limit: nameWidth)
        let start = list.column + 3 + nameWidth
        painter.frame.write(
            painter.fitted(binding.help, to: max(0, keyStart - 1 - start)), column: start, row: row,
            style: painter.theme.dim)
    }
}
