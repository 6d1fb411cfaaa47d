import JobCore

/// The question before a job is cancelled. No is marked at first.
struct CancelView {
    let question: CancelQuestion

    func draw(size: Size, on painter: inout Painter) {
        let screen = Rectangle(column: 0, row: 0, columns: size.columns, rows: size.rows)
        let inside = painter.box(screen.centered(columns: 58, rows: 7), title: "Cancel")
        let name = painter.fitted(question.name, to: max(8, inside.columns - 30))
        let lines = ["Cancel job \(question.job) '\(name)'?", consequence]
        for (offset, line) in lines.enumerated() {
            painter.frame.write(
                line, column: inside.column, row: inside.row + 1 + offset,
                style: offset == 0 ? painter.theme.strong : painter.theme.dim, limit: inside.columns)
        }
        drawButtons(row: inside.row + 4, in: inside, on: &painter)
    }

    private var consequence: String {
        question.status.isLive ? "Its container will be stopped." : "It is \(question.status)."
    }

    private func drawButtons(row: Int, in part: Rectangle, on painter: inout Painter) {
        var column = part.column
        for (label, isMarked) in [("y  Yes, cancel it", question.isYesMarked), ("n  No", !question.isYesMarked)] {
            let style = isMarked ? painter.theme.accent.adding(.reverse) : painter.theme.text
            let text = isMarked ? "[ \(label) ]" : "  \(label)  "
            column += painter.frame.write(text, column: column, row: row, style: style, limit: part.columns) + 2
        }
    }
}
