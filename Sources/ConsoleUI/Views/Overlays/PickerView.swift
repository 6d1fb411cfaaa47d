import JobCore

extension PickerOverlay {
    func draw(_ state: ConsoleState, on painter: inout Painter) {
        let list = rows.map { row in
            [Painter.Piece(Self.sign(row.isOn), painter.theme.accent), Painter.Piece(row.words, painter.theme.text)]
        }
        painter.list(list, cursor: cursor, title: title, layout: state.layout)
    }

    /// A press selects the row under it, a double press takes it.
    mutating func press(_ event: MouseEvent, in state: ConsoleState) -> OverlayOutcome {
        let widest = rows.map { DisplayWidth.columns(of: Self.sign($0.isOn) + $0.words) }.max() ?? 0
        let box = state.layout.listBox(rows.count, widest: widest)
        let row = cursor.top + event.row - box.row - 1
        guard box.contains(event), rows.indices.contains(row), event.row > box.row else { return .stays }
        select(row)
        guard event.kind == .doublePress else { return .stays }
        return perform(rows[row].isOn == nil ? .accept : .mark, in: state)
    }

    private static func sign(_ isOn: Bool?) -> String { isOn.map { $0 ? "[x] " : "[ ] " } ?? "" }
}
