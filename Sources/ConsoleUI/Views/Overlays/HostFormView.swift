import JobCore

/// The form of a host: a line for each field, and what was refused below.
struct HostFormView {
    let form: HostForm
    let layout: Layout

    private static let labelColumns = 11

    private var box: Rectangle {
        layout.body.centered(
            columns: min(88, layout.size.columns), rows: min(layout.body.rows, HostField.allCases.count + 6))
    }

    /// The first field that is shown where not all have room.
    private func first(_ rows: Int) -> Int {
        let index = HostField.allCases.firstIndex(of: form.focus) ?? 0
        return max(0, min(index - rows + 1, HostField.allCases.count - rows))
    }

    private var rows: Int { max(1, min(HostField.allCases.count, box.rows - 4)) }

    /// The field in a row of the screen.
    func field(at event: MouseEvent) -> HostField? {
        guard box.contains(event) else { return nil }
        let index = event.row - box.row - 1 + first(rows)
        return HostField.allCases.indices.contains(index) ? HostField.allCases[index] : nil
    }

    func draw(on painter: inout Painter) {
        let inside = painter.box(box, title: form.changed.map { "Change host \($0.name)" } ?? "Add a host")
        let first = first(rows)
        for (offset, field) in HostField.allCases[first..<first + rows].enumerated() {
            draw(field, row: inside.row + offset, inside, on: &painter)
        }
        let last = inside.row + inside.rows - 1
        if let refusal = form.refusal {
            let lines = WrappedText.lines(
                TerminalSafe.text("\(painter.glyphs.problem) \(refusal.message)"), width: inside.columns
            ).prefix(max(2, inside.rows - rows - 1))
            let top = last - lines.count + 1
            for (offset, line) in lines.enumerated() where top + offset > inside.row {
                painter.frame.write(
                    line, column: inside.column, row: top + offset, style: painter.theme.bad, limit: inside.columns)
            }
        }
    }

    private func draw(_ field: HostField, row: Int, _ inside: Rectangle, on painter: inout Painter) {
        let label = field.label + String(repeating: " ", count: max(1, Self.labelColumns - field.label.count - 1))
        let written = form.fields[field] ?? TextField()
        guard field == form.focus else {
            let isOpen = form.open.contains(field)
            painter.frame.write(
                label, column: inside.column, row: row, style: painter.theme.dim, limit: inside.columns)
            let isEmpty = written.text.isEmpty
            painter.frame.write(
                painter.fitted(
                    TerminalSafe.text(isEmpty ? field.hint : written.text), to: inside.columns - Self.labelColumns),
                column: inside.column + Self.labelColumns, row: row,
                style: isEmpty || !isOpen ? painter.theme.dim : painter.theme.text,
                limit: inside.columns - Self.labelColumns)
            return
        }
        let end = painter.field(
            written, label: label, column: inside.column, row: row, columns: inside.columns)
        guard written.text.isEmpty else { return }
        painter.frame.write(
            painter.fitted(field.hint, to: inside.column + inside.columns - end - 2), column: end + 2, row: row,
            style: painter.theme.dim, limit: max(0, inside.column + inside.columns - end - 2))
    }
}
