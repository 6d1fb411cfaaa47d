import JobCore

extension LaunchForm {
    func draw(_ state: ConsoleState, on painter: inout Painter) {
        LaunchFormView(form: self, state: state).draw(on: &painter)
    }
}

/// The launch form: fields in groups, what is wrong beside each, and the equal command line below.
struct LaunchFormView {
    let form: LaunchForm
    let state: ConsoleState

    /// A row of the scrolled part.
    enum Row: Equatable {
        case heading(String)
        case field(FormField)
        case blank
    }

    static let rows: [Row] = Array(
        FormGroup.all.map { group in [.heading(group.title)] + group.fields.map { .field($0) } }.joined(
            separator: [.blank]))

    private static let labelWidth = 17

    /// The part of the screen that lies within the box.
    var inside: Rectangle {
        let body = state.layout.body
        return Rectangle(
            column: body.column + 2, row: body.row + 1, columns: max(0, body.columns - 4), rows: max(0, body.rows - 2))
    }

    private var noteRows: Int { min(form.refusals.count, max(0, inside.rows / 4)) }
    private var commandLines: [String] {
        let lines = form.commandLine.split(separator: "\n").flatMap {
            ShellText.wrapped(TerminalSafe.text(String($0)), width: inside.columns)
        }
        return Array(lines.prefix(max(1, inside.rows / 6)))
    }
    /// The scrolled part: what notes, messages, command line and button leave.
    var fields: Rectangle {
        let below = commandLines.count + 4
        return Rectangle(
            column: inside.column, row: inside.row + noteRows, columns: inside.columns,
            rows: max(1, inside.rows - noteRows - below))
    }

    /// The first row on the screen: the field in hand stays near the middle.
    var top: Int {
        let index = form.focus.flatMap { focus in Self.rows.firstIndex(of: .field(focus)) } ?? Self.rows.count
        return max(0, min(index - fields.rows / 2, Self.rows.count - fields.rows))
    }

    /// What lies under the mouse.
    enum Place: Equatable {
        case field(FormField)
        case button

        var field: FormField? {
            if case .field(let field) = self { field } else { nil }
        }
    }

    func place(at event: MouseEvent) -> Place? {
        if event.row == inside.row + inside.rows - 1 { return .button }
        let index = top + event.row - fields.row
        guard fields.contains(event), Self.rows.indices.contains(index), case .field(let field) = Self.rows[index]
        else { return nil }
        return .field(field)
    }

    func draw(on painter: inout Painter) {
        _ = painter.box(state.layout.body, title: title)
        for (offset, note) in form.refusals.prefix(noteRows).enumerated() {
            let isLast = offset == noteRows - 1 && form.refusals.count > noteRows
            let text = isLast ? "and \(form.refusals.count - offset) more, see the messages" : note
            let words = painter.fitted("\(painter.glyphs.problem) not taken over: \(text)", to: inside.columns)
            painter.frame.write(words, column: inside.column, row: inside.row + offset, style: painter.theme.warning)
        }
        for (offset, row) in Self.rows.dropFirst(top).prefix(fields.rows).enumerated() {
            draw(row, at: fields.row + offset, on: &painter)
        }
        drawFoot(on: &painter)
    }

    private var title: String {
        switch form.origin {
        case .new: "New job"
        case .job(let number): "Run job \(number) again, with changes"
        case .container(let place): "New job like container '\(TerminalSafe.text(place.name))'"
        }
    }

    private func draw(_ row: Row, at line: Int, on painter: inout Painter) {
        switch row {
        case .blank: break
        case .heading(let title):
            painter.frame.write(title, column: fields.column, row: line, style: painter.theme.strong)
        case .field(let field): draw(field, at: line, on: &painter)
        }
    }

    private func draw(_ field: FormField, at line: Int, on painter: inout Painter) {
        let isFocused = form.focus == field
        let problem = form.problems[field]
        let mark = problem != nil ? painter.glyphs.problem : isFocused ? painter.glyphs.focus : " "
        let markStyle = problem != nil ? painter.theme.bad : painter.theme.accent
        painter.frame.write(mark, column: fields.column, row: line, style: markStyle)
        painter.frame.write(
            field.label, column: fields.column + 2, row: line,
            style: isFocused ? painter.theme.accent : painter.theme.text, limit: Self.labelWidth - 1)
        let start = fields.column + 2 + Self.labelWidth
        drawValue(field, isFocused: isFocused, column: start, row: line, columns: valueWidth, on: &painter)
        let note = problem ?? (isFocused && hasRoom(for: field.hint) ? field.hint : "")
        painter.frame.write(
            painter.fitted(note, to: noteWidth), column: start + valueWidth + 2, row: line,
            style: problem != nil ? painter.theme.bad : painter.theme.dim, limit: noteWidth)
    }

    private var valueWidth: Int { max(8, (fields.columns - 2 - Self.labelWidth) * 9 / 20) }
    private var noteWidth: Int { max(0, fields.columns - 2 - Self.labelWidth - valueWidth - 2) }

    /// Whether a hint fits beside its field; else it stands below all of them.
    private func hasRoom(for hint: String) -> Bool { DisplayWidth.columns(of: hint) <= noteWidth }

    private func drawValue(
        _ field: FormField, isFocused: Bool, column: Int, row: Int, columns: Int, on painter: inout Painter
    ) {
        let shown = form.shown(field)
        let text = shown.text
        switch field.kind {
        case .flag:
            let style = isFocused ? painter.theme.accent : text.isEmpty ? painter.theme.dim : painter.theme.text
            painter.frame.write(text.isEmpty ? "[ ]" : "[x]", column: column, row: row, style: style, limit: columns)
        case .choice:
            let word =
                text.isEmpty ? "default" : field == .option(.initProcess) ? (text == "true" ? "on" : "off") : text
            let style = isFocused ? painter.theme.accent : text.isEmpty ? painter.theme.dim : painter.theme.text
            painter.frame.write("< \(word) >", column: column, row: row, style: style, limit: columns)
        case .text, .words:
            guard isFocused else {
                let line = Rectangle(column: column, row: row, columns: columns, rows: 1)
                painter.frame.write(painter.fitted(text, to: columns), column: column, row: row, limit: columns)
                if text.isEmpty { painter.frame.restyle(line) { _ in painter.theme.dim } }
                return
            }
            let end = painter.field(
                shown, label: "", column: column - 1, row: row, columns: columns + 1)
            if let whole = form.completion(in: state) {
                painter.frame.write(
                    String(whole.dropFirst(text.count)), column: end, row: row, style: painter.theme.dim,
                    limit: column + columns - end)
            }
        }
    }

    /// Below the fields: what is wrong with the one in hand, in full; the equal command line; the button.
    private func drawFoot(on painter: inout Painter) {
        var row = fields.row + fields.rows
        if let focus = form.focus {
            let problem = form.problems[focus]
            let note = problem ?? (hasRoom(for: focus.hint) ? "" : focus.hint)
            let lines = WrappedText.lines(TerminalSafe.text(note), width: inside.columns)
            for (offset, line) in lines.prefix(2).enumerated() {
                painter.frame.write(
                    line, column: inside.column, row: row + offset,
                    style: problem == nil ? painter.theme.dim : painter.theme.bad)
            }
        }
        row += 2
        let rule = String(repeating: painter.glyphs.rule, count: inside.columns)
        painter.frame.write(rule, column: inside.column, row: row, style: painter.theme.dim, limit: inside.columns)
        painter.frame.write(" as a command ", column: inside.column + 2, row: row, style: painter.theme.dim)
        for (offset, line) in commandLines.enumerated() {
            painter.frame.write(
                line, column: inside.column, row: row + 1 + offset, style: painter.theme.text, limit: inside.columns)
        }
        let isMarked = form.focus == nil
        painter.frame.write(
            form.awaited == nil ? isMarked ? "[ Launch ]" : "  Launch  " : "  Launching…  ", column: inside.column,
            row: inside.row + inside.rows - 1,
            style: isMarked ? painter.theme.accent.adding(.reverse) : painter.theme.accent)
    }
}
