extension PickerOverlay {
    func draw(_ state: ConsoleState, on painter: inout Painter) {
        let list = rows.map { row in
            let box = row.isOn.map { $0 ? "[x] " : "[ ] " } ?? ""
            return [Painter.Piece(box, painter.theme.accent), Painter.Piece(row.words, painter.theme.text)]
        }
        painter.list(list, cursor: cursor, title: title, layout: state.layout)
    }
}
