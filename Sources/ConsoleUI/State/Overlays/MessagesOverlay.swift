import JobCore

/// The newest messages, the newest one first.
public struct MessagesOverlay: Equatable, Sendable, OverlayContent {
    let messages: [LoggedMessage]
    private(set) var cursor = ListCursor()

    init(messages: [LoggedMessage]) {
        self.messages = messages.reversed()
    }

    var overlay: Overlay { .messages(self) }
    var scopes: [KeyScope] { [.reading, .everywhere, .always] }

    mutating func perform(_ command: KeyCommand, in state: ConsoleState) -> OverlayOutcome {
        if command.closesList { return .closes }
        let count = lines(state).count
        let rows = state.layout.listRows(count)
        if let delta = command.distance(page: rows) {
            cursor.move(by: delta, count: count, visibleRows: rows)
        }
        return .stays
    }

    func draw(_ state: ConsoleState, on painter: inout Painter) {
        let list = lines(state).map { line in
            [
                Painter.Piece(line.time + "  ", painter.theme.dim),
                Painter.Piece(line.text, line.isError ? painter.theme.bad : painter.theme.text),
            ]
        }
        painter.list(
            list.isEmpty ? [[Painter.Piece("Nothing was said yet.", painter.theme.dim)]] : list, cursor: cursor,
            title: "Messages", layout: state.layout)
    }

    /// What does not fit into one line goes on below: here is where all of a message can be read.
    private func lines(_ state: ConsoleState) -> [(time: String, text: String, isError: Bool)] {
        let clock = ClockText(secondsFromUTC: state.secondsFromUTC)
        return messages.flatMap { logged in
            let time = clock.seconds(logged.at, now: state.now)
            let indent = String(repeating: " ", count: DisplayWidth.columns(of: time))
            // The box, its margins, and what stands between time and text.
            let width = max(16, state.size.columns - indent.count - 8)
            return WrappedText.lines(TerminalSafe.text(logged.message.text), width: width).enumerated().map {
                index, text in
                (index == 0 ? time : indent, text, logged.message.isError)
            }
        }
    }
}
