import JobCore

extension ConfirmOverlay {
    func draw(_ state: ConsoleState, on painter: inout Painter) {
        ConfirmView(confirm: self, layout: state.layout).draw(on: &painter)
    }

    /// A press on a button is its key.
    mutating func press(_ event: MouseEvent, in state: ConsoleState) -> OverlayOutcome {
        guard wantedText == nil else { return .stays }
        let buttons = ConfirmView(confirm: self, layout: state.layout).buttons
        guard let button = buttons.first(where: { $0.place.contains(event) }) else { return .stays }
        return perform(button.command, in: state)
    }
}

/// A question with its two answers.
struct ConfirmView {
    let confirm: ConfirmOverlay
    let layout: Layout

    struct Button {
        let text: String
        let command: KeyCommand
        let isMarked: Bool
        let place: Rectangle
    }

    private var width: Int { min(64, layout.size.columns) }
    private var question: [String] { WrappedText.lines(TerminalSafe.text(confirm.question), width: width - 4) }
    private var details: [String] {
        confirm.consequences.flatMap { WrappedText.lines(TerminalSafe.text($0), width: width - 4) }
    }
    private var rows: Int { question.count + details.count + 5 }
    private var box: Rectangle { layout.body.centered(columns: width, rows: rows) }
    private var lastRow: Int { box.row + box.rows - 2 }

    var buttons: [Button] {
        var column = box.column + 2
        let labels = [("y  \(confirm.yes)", KeyCommand.yes, confirm.isYesMarked), ("n  No", .no, !confirm.isYesMarked)]
        return labels.map { label, command, isMarked in
            let text = isMarked ? "[ \(label) ]" : "  \(label)  "
            let columns = DisplayWidth.columns(of: text)
            defer { column += columns + 2 }
            return Button(
                text: text, command: command, isMarked: isMarked,
                place: Rectangle(column: column, row: lastRow, columns: columns, rows: 1))
        }
    }

    func draw(on painter: inout Painter) {
        let inside = painter.box(box, title: confirm.title)
        var row = inside.row + (inside.rows > rows - 3 ? 1 : 0)
        for (lines, style) in [(question, painter.theme.strong), (details, painter.theme.dim)] {
            for line in lines where row < inside.row + inside.rows - 1 {
                painter.frame.write(line, column: inside.column, row: row, style: style, limit: inside.columns)
                row += 1
            }
        }
        if let wantedText = confirm.wantedText {
            painter.field(
                confirm.field, label: "Type \(wantedText) to go on:", column: inside.column, row: lastRow,
                columns: inside.columns)
            return
        }
        for button in buttons {
            let style = button.isMarked ? painter.theme.accent.adding(.reverse) : painter.theme.text
            painter.frame.write(
                button.text, column: button.place.column, row: lastRow, style: style, limit: inside.columns)
        }
    }
}
