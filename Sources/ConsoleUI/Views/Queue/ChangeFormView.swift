import JobCore

/// The form that changes jobs that wait.
struct ChangeFormView {
    let form: ChangeForm
    let state: ConsoleState

    private static let labelWidth = 12

    /// What lies under the mouse.
    enum Place: Equatable {
        case field(ChangeForm.Field)
        case button
    }

    private var box: Rectangle { state.layout.body.centered(columns: 76, rows: ChangeForm.Field.allCases.count + 5) }
    private var inside: Rectangle {
        Rectangle(
            column: box.column + 2, row: box.row + 1, columns: max(0, box.columns - 4), rows: max(0, box.rows - 2))
    }
    private var buttonRow: Int { inside.row + inside.rows - 1 }

    func place(at event: MouseEvent) -> Place? {
        guard box.contains(event) else { return nil }
        if event.row == buttonRow { return .button }
        let index = event.row - inside.row
        return ChangeForm.Field.allCases.indices.contains(index) ? .field(ChangeForm.Field.allCases[index]) : nil
    }

    private var title: String {
        guard form.targets.count == 1, let number = form.targets.first else { return "Change \(form.count) jobs" }
        return state.jobs.knownArray(number) == nil
            ? "Change job \(number)" : "Change array \(number), \(form.count) jobs"
    }

    func draw(on painter: inout Painter) {
        _ = painter.box(box, title: title)
        for (offset, field) in ChangeForm.Field.allCases.prefix(max(0, inside.rows - 1)).enumerated() {
            draw(field, row: inside.row + offset, on: &painter)
        }
        if let problem = form.focus.flatMap({ form.problems[$0] }) {
            for (offset, line) in WrappedText.lines(TerminalSafe.text(problem), width: inside.columns).prefix(2)
                .enumerated()
            where inside.row + ChangeForm.Field.allCases.count + offset < buttonRow {
                painter.frame.write(
                    line, column: inside.column, row: inside.row + ChangeForm.Field.allCases.count + offset,
                    style: painter.theme.bad)
            }
        }
        let isMarked = form.focus == nil
        painter.frame.write(
            isMarked ? "[ Change ]" : "  Change  ", column: inside.column, row: buttonRow,
            style: isMarked ? painter.theme.accent.adding(.reverse) : painter.theme.accent)
    }

    private func draw(_ field: ChangeForm.Field, row: Int, on painter: inout Painter) {
        let isFocused = form.focus == field
        let problem = form.problems[field]
        let mark = problem != nil ? painter.glyphs.problem : isFocused ? painter.glyphs.focus : " "
        painter.frame.write(
            mark, column: inside.column, row: row, style: problem != nil ? painter.theme.bad : painter.theme.accent)
        painter.frame.write(
            field.rawValue, column: inside.column + 2, row: row,
            style: isFocused ? painter.theme.accent : painter.theme.text)
        let start = inside.column + Self.labelWidth
        let width = max(8, (inside.columns - Self.labelWidth) * 2 / 5)
        let value = form.values[field] ?? TextField()
        if isFocused {
            let end = painter.field(value, label: "", column: start - 1, row: row, columns: width + 1)
            if field == .group, let whole = form.completion(in: state) {
                painter.frame.write(
                    String(whole.dropFirst(value.text.count)), column: end, row: row, style: painter.theme.dim,
                    limit: max(0, start + width - end))
            }
        } else {
            painter.frame.write(painter.fitted(value.text, to: width), column: start, row: row)
        }
        let room = inside.column + inside.columns - start - width - 2
        let note = isFocused ? hint(field) : ""
        painter.frame.write(
            painter.fitted(note, to: max(0, room)), column: start + width + 2, row: row, style: painter.theme.dim)
    }

    private func hint(_ field: ChangeForm.Field) -> String {
        guard field == .group, let groups = state.queue.groups, !groups.isEmpty else { return field.hint }
        return "one of " + groups.map(\.name).joined(separator: ", ")
    }
}
