import JobCore

/// The journal, newest first.
struct EventsView {
    let state: ConsoleState

    func draw(in part: Rectangle, on painter: inout Painter) {
        let isFocused = state.focus == .events
        painter.title("EVENTS", [], in: part, isFocused: isFocused)
        let events = state.events.events ?? []
        let cursor = state.events.cursor
        let clock = ClockText(secondsFromUTC: state.secondsFromUTC)
        for (offset, event) in events.dropFirst(cursor.top).prefix(part.rows - 1).enumerated() {
            let row = part.row + 1 + offset
            painter.write(
                EventWords(event: event, clock: clock, now: state.now).pieces(painter), column: part.column + 2,
                row: row,
                until: part.column + part.columns)
            if isFocused, cursor.top + offset == cursor.row { painter.select(row: row, in: part, isFocused: true) }
        }
        guard events.isEmpty else { return }
        painter.frame.write(
            state.events.events == nil ? "Reading the journal." : "Nothing happened yet.", column: part.column + 2,
            row: part.row + 1, style: painter.theme.dim, limit: part.columns - 2)
    }
}
