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
        let lines = events.dropFirst(cursor.top).prefix(part.rows - 1).map {
            EventWords(event: $0, clock: clock, now: state.now)
        }
        let timeWidth = lines.map(\.time.utf8.count).max() ?? 0
        let subjectWidth = lines.map(\.subject.utf8.count).max() ?? 0
        for (offset, words) in lines.enumerated() {
            let row = part.row + 1 + offset
            painter.write(
                words.pieces(painter, timeWidth: timeWidth, subjectWidth: subjectWidth), column: part.column + 2,
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
