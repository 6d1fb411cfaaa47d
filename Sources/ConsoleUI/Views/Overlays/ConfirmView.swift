import JobCore

extension ConfirmOverlay {
    func draw(_ state: ConsoleState, on painter: inout Painter) {
        let width = min(64, state.size.columns)
        let question = WrappedText.lines(TerminalSafe.text(question), width: width - 4)
        let details = consequences.flatMap { WrappedText.lines(TerminalSafe.text($0), width: width - 4) }
        let rows = question.count + details.count + 5
        let inside = painter.box(state.layout.body.centered(columns: width, rows: rows), title: title)
        var row = inside.row + (inside.rows > rows - 3 ? 1 : 0)
        for (lines, style) in [(question, painter.theme.strong), (details, painter.theme.dim)] {
            for line in lines where row < inside.row + inside.rows - 1 {
                painter.frame.write(line, column: inside.column, row: row, style: style, limit: inside.columns)
                row += 1
            }
        }
        let last = inside.row + inside.rows - 1
        if let wantedText {
            painter.field(
                field, label: "Type \(wantedText) to go on:", column: inside.column, row: last, columns: inside.columns)
        } else {
            drawButtons(row: last, in: inside, on: &painter)
        }
    }

    private func drawButtons(row: Int, in part: Rectangle, on painter: inout Painter) {
        var column = part.column
        for (label, isMarked) in [("y  \(yes)", isYesMarked), ("n  No", !isYesMarked)] {
            let style = isMarked ? painter.theme.accent.adding(.reverse) : painter.theme.text
            let text = isMarked ? "[ \(label) ]" : "  \(label)  "
            column += painter.frame.write(text, column: column, row: row, style: style, limit: part.columns) + 2
        }
    }
}
